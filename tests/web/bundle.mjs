// A TypeScript module of web/ as something Node can import.
import { build } from "esbuild";

export async function load(path, define = {}) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false, format: "esm", define, logLevel: "error" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
