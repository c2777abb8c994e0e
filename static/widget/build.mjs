/** Builds dist/, or the folder named as argument: the loader, the module and its two parts under names made from their bytes, and the manifest that lists them. */
import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync, brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = resolve(process.argv[2] ?? resolve(here, "dist"));

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** Imports a style sheet as minified text: the module carries its own styles, so no second request and no `style-src`. */
const cssAsText = {
  name: "css-as-text",
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ ...shared, entryPoints: [path] });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

const bundle = async (options) => (await build({ ...shared, ...options })).outputFiles[0].contents;
const digest = (bytes, algorithm, encoding) => createHash(algorithm).update(bytes).digest(encoding);

const describe = (file, bytes) => ({
  file,
  integrity: `sha384-${digest(bytes, "sha384", "base64")}`,
  bytes: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes).length,
});

/** A file under a name made from its bytes, so that it may be cached for ever. */
async function hashed(entry, define = {}) {
  const bytes = await bundle({ entryPoints: [entry], format: "esm", plugins: [cssAsText], define });
  return { file: `w/${digest(bytes, "sha256", "hex").slice(0, 16)}.mjs`, bytes };
}

/** An address as the source refers to it: relative to the module, which stands in the same folder. */
const beside = ({ file }) => JSON.stringify(file.replace("w/", "./"));

const panel = await hashed("src/panel/entry.ts");
const tour = await hashed("src/tour/entry.ts");
const module = await hashed("src/main.ts", { PANEL_PART: beside(panel), TOUR_PART: beside(tour) });
const define = { MODULE: JSON.stringify(module.file) };
const loader = { file: "widget.js", bytes: await bundle({ entryPoints: ["src/loader.ts"], format: "iife", define }) };
const files = { loader, module, panel, tour };
const manifest = Object.fromEntries(Object.entries(files).map(([name, { file, bytes }]) => [name, describe(file, bytes)]));

await rm(dist, { recursive: true, force: true });
await mkdir(resolve(dist, "w"), { recursive: true });
for (const { file, bytes } of Object.values(files)) await writeFile(resolve(dist, file), bytes);
await writeFile(resolve(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log((await readdir(dist, { recursive: true })).sort().join("\n"));
