import './require-node.mjs';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { installPackages } from './setup.mjs';
import { StepFailure, capture, localTool, root, runMain, step, tail } from './steps.mjs';

const SOURCE_FOLDERS = ['src', 'admin', 'bot', 'playground', 'migrations', 'bench'];
const BUILD_INPUTS = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build.mjs'];
/** What is served as it is written and so only copied. */
const ASSET_FOLDERS = ['playground/page', 'admin/assets'];

const dist = path.join(root, 'dist');
const stampFile = path.join(dist, '.build-stamp');

/** AdminJS reads these as it is loaded, at the build and at the start; the folder must carry no dot (see docs/adr/0003). */
export const panelBuildEnv = { ADMIN_JS_TMP_DIR: 'dist-admin' };
/** The panel's bundle is made by the build, so that no start waits for it. */
export const panelRunEnv = { ...panelBuildEnv, ADMIN_JS_SKIP_BUNDLE: 'true' };

function listSources() {
  const files = SOURCE_FOLDERS.filter((folder) => existsSync(path.join(root, folder))).flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.json$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  );
  return [...BUILD_INPUTS, ...files].sort();
}

/** Contents, not times: a checkout or a copy changes times without changing the program. */
function sourceStamp() {
  const hash = createHash('sha256');
  for (const file of listSources())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/** True when the sources are here to build from: an image for production carries the build alone. */
export function hasSources() {
  return existsSync(path.join(root, 'tsconfig.build.json'));
}

function isBuilt(stamp) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

async function runTool(name, file, args, env = {}) {
  const { code, output } = await capture(process.execPath, [file, ...args], { env });
  if (code !== 0) throw new StepFailure(`${name} failed:\n\n${tail(output)}`);
}

/** Removes the output of sources that are gone: a migration that was renamed must not run twice. */
function removeOrphans() {
  for (const folder of SOURCE_FOLDERS) {
    const output = path.join(dist, folder);
    if (!existsSync(output)) continue;
    for (const entry of readdirSync(output, { recursive: true, withFileTypes: true })) {
      const match = /^(.*)\.js(\.map)?$/.exec(entry.name);
      if (!entry.isFile() || !match) continue;
      const file = path.join(entry.parentPath, entry.name);
      const source = path.join(root, path.relative(dist, path.join(entry.parentPath, match[1])));
      const isAsset = existsSync(path.join(root, path.relative(dist, file)));
      if (!isAsset && !existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(file);
    }
  }
}

function copyAssets() {
  for (const folder of ASSET_FOLDERS) {
    const target = path.join(dist, folder);
    rmSync(target, { recursive: true, force: true });
    if (existsSync(path.join(root, folder))) cpSync(path.join(root, folder), target, { recursive: true });
  }
}

async function build(stamp) {
  mkdirSync(dist, { recursive: true });
  rmSync(stampFile, { force: true });
  await step('Compiling', async () => {
    const incremental = ['--incremental', '--tsBuildInfoFile', 'dist/.tsbuildinfo', '--noEmitOnError'];
    await runTool('The compiler', localTool('typescript/bin/tsc'), ['-p', 'tsconfig.build.json', ...incremental]);
    removeOrphans();
    copyAssets();
  });
  await step('Bundling the panel', () =>
    runTool('The bundler', path.join(dist, 'admin/bundle.js'), [], { ...panelBuildEnv, NODE_ENV: 'production' }),
  );
  writeFileSync(stampFile, stamp);
}

/**
 * Builds `dist/` and `dist-admin/` unless they were built from exactly these sources.
 * Safe to call from several processes: one builds, the others wait and find it done. Throws `StepFailure`.
 */
export async function ensureBuilt() {
  if (isBuilt(sourceStamp())) return;
  await withLock('build', async () => {
    const stamp = sourceStamp();
    if (!isBuilt(stamp)) await build(stamp);
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    await installPackages();
    await ensureBuilt();
  });
}
