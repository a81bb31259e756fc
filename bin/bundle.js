// Bundles the scripts of the pages for browsers: each src/browser/pages/<name>.ts becomes <name>.js, one file without imports.
// Offline, at build time; the running server only reads the result. `node bin/bundle.js [folder]`, by default where a server
// that runs from src/ looks for them.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const PAGES = "src/browser/pages";

/** Both since 2022 in every browser that is kept up to date: what `Array.at` and regular expressions with indices need. */
const TARGET = ["es2022"];

/**
 * What the core imports and a browser cannot or should not have.
 * `re2js`, 147 KB, searches hostile texts in linear time; in a browser people search what they typed themselves.
 */
const SUBSTITUTES = { re2js: join(ROOT, "src/browser/substitutes/re2js.ts") };

async function bundle(folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(join(ROOT, PAGES))) {
    const { outputFiles, metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: [`${PAGES}/${file}`],
      bundle: true,
      minify: true,
      format: "esm",
      // Not node: a module of Node.js that is still wanted after unused code was dropped fails the build. package.json says
      // that importing a file of ours has no effect, so what only unused functions need (YAML, hashes) is left out.
      platform: "browser",
      target: TARGET,
      tsconfig: "src/browser/tsconfig.json",
      alias: SUBSTITUTES,
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    write(join(folder, file.replace(/\.ts$/, ".js")), `${notice(metafile)}\n${outputFiles[0].text}`);
  }
}

/** Moved into place: tests of several processes may bundle at once. */
function write(path, text) {
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, text);
  renameSync(aside, path);
}

/** Licences of what is passed on inside the bundle ask to be named with it. */
function notice({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]);
  const packages = [...new Set(folders.filter(Boolean))].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
    return `${name} ${version} (${license})`;
  });
  return `/*! Countersign (Apache-2.0), with ${[...new Set(packages)].sort().join(", ")} */`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await bundle(resolve(process.argv[2] ?? join(ROOT, "src/browser/generated")));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
