/** A file's text. */
declare module "*?raw" {
  const text: string;
  export default text;
}

/** The texts of files, by path; filled in by Vite. */
interface ImportMeta {
  glob(pattern: string, how: { query: "?raw"; import: "default"; eager: true }): Record<string, string>;
}
