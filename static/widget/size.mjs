/** Prints the sizes of the last build, and fails when one is over its budget. */
import { readFile } from "node:fs/promises";

/** Bytes after gzip. A page pays for loader and module; a part is fetched when somebody opens the panel or takes a tour. */
const BUDGET = { loader: 0.6 * 1024, module: 10 * 1024, panel: 12 * 1024, tour: 12 * 1024 };
const manifest = JSON.parse(await readFile(new URL("dist/manifest.json", import.meta.url), "utf8"));

for (const [name, most] of Object.entries(BUDGET)) {
  const { file, bytes, gzip, brotli } = manifest[name];
  const kilobytes = (count) => `${(count / 1024).toFixed(2)} KB`;
  console.log(`${name.padEnd(7)} ${file.padEnd(24)} ${kilobytes(bytes)} · gzip ${kilobytes(gzip)} of ${kilobytes(most)} · brotli ${kilobytes(brotli)}`);
  if (gzip > most) process.exitCode = 1;
}
