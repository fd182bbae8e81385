import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { SERVER_MODULE } from './icons.js';
import { standInFor } from './left-out.js';
import { PACKAGES } from './stock-modules.js';

const OWN = fileURLToPath(new URL('../', import.meta.url));
const OUTPUT = path.join(OWN, SERVER_MODULE);
/** What AdminJS is made of; everything else a program has but once, however many ask for it. */
const TAKEN_APART = /^(?:adminjs|@adminjs\/.*|react.*|chart\.js)$/;

/**
 * The panel's part of the web process as one module, with what it uses of AdminJS: imported as it is, AdminJS brings two
 * thousand modules along, among them compilers and whole pages for browsers (docs/adr/0019).
 */
export async function bundleServer(): Promise<void> {
  await build({
    entryPoints: [path.join(OWN, 'index.js')],
    outfile: OUTPUT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    conditions: ['import', 'node'],
    logLevel: 'warning',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Packages of the older kind ask for node's own modules with it.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
    plugins: [sharedModules(), serverModules()],
  });
}

/** Ours outside of the panel, and packages that others in the process use as well. */
function sharedModules(): Plugin {
  const manifest = JSON.parse(readFileSync(path.join(PACKAGES, '../package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const shared = new Set(Object.keys(manifest.dependencies).filter((name) => !TAKEN_APART.test(name)));
  return {
    name: 'shared-modules',
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path: file, resolveDir }) => {
        const target = path.resolve(resolveDir, file);
        if (!resolveDir.startsWith(OWN.slice(0, -1)) || target.startsWith(OWN)) return undefined;
        return { path: path.relative(OWN, target), external: true };
      });
      build.onResolve({ filter: /^[^./]/ }, ({ path: name }) => {
        const [scope = '', rest] = name.split('/');
        const owner = scope.startsWith('@') ? `${scope}/${rest}` : scope;
        return shared.has(owner) ? { path: name, external: true } : undefined;
      });
    },
  };
}

function serverModules(): Plugin {
  const folders = ['adminjs/lib', '@adminjs/'].map((folder) => path.join(PACKAGES, folder));
  const isStock = (file: string): boolean => folders.some((folder) => file.startsWith(folder));
  return {
    name: 'server-modules',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path: name, ...options }) => {
        if (options.pluginData === 'asked' || options.kind === 'entry-point') return undefined;
        const found = await build.resolve(name, { ...options, pluginData: 'asked' });
        return isStock(found.path) ? { ...found, sideEffects: false } : found;
      });
      build.onLoad({ filter: /\.(?:js|json)$/ }, ({ path: file }) => {
        if (!isStock(file) && !file.startsWith(OWN)) return undefined;
        const source = readFileSync(file, 'utf8');
        // Files lie beside the modules that read them, not beside the one that these become.
        const address = `new URL(${JSON.stringify(path.relative(OWN, file))}, import.meta.url).href`;
        const contents = standInFor(file, source) ?? source.replaceAll('import.meta.url', address);
        return { contents, loader: file.endsWith('.json') ? 'json' : 'js' };
      });
    },
  };
}
