import { defineConfig } from "vitest/config";

export default defineConfig({
  // development mode would add attributes of its own to every element
  oxc: { jsx: { runtime: "classic", pragma: "h", development: false } },
  test: { environment: "happy-dom", include: ["test/**/*.test.{ts,tsx}"] },
});
