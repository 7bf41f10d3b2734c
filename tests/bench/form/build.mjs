// Each peer as one minified module and style sheet, as its users would ship it.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

export const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });
const folder = "tests/bench/form";
const version = (name) => JSON.parse(readFileSync(`${folder}/node_modules/${name}/package.json`, "utf8")).version;

export const names = {
  surveyjs: `SurveyJS ${version("survey-core")}`, formio: `Form.io ${version("@formio/js")}`,
  rjsf: `RJSF ${version("@rjsf/core")} + React ${version("react")}`, jsonforms: `JSON Forms ${version("@jsonforms/core")} + React ${version("react")}`,
};
export const ajvVersion = version("ajv");

export async function buildPeers() {
  const peers = {};
  for (const file of readdirSync(`${folder}/peers`)) {
    const { outputFiles } = await build({
      entryPoints: [`${folder}/peers/${file}`], bundle: true, minify: true, write: false, outdir: "out", format: "esm", target: "es2022",
      define: { "process.env.NODE_ENV": '"production"', global: "globalThis" }, loader: { ".ttf": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".eot": "dataurl", ".svg": "dataurl" }, logLevel: "error",
    });
    const of = (end) => Buffer.from(outputFiles.find((f) => f.path.endsWith(end))?.contents ?? []);
    const script = of(".js"), style = of(".css");
    const name = file.replace(".mjs", "");
    peers[name] = { script: brotli(script), style: brotli(style), bytes: brotli(script).length };
  }
  return peers;
}
