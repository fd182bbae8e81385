import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

/** Written before there were modules, and imported by hundreds of them. */
const PACKAGES = /^(?:react|react-dom|prop-types)$/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Puts a module before each old package that everything imports. The bundler gives every importer its own copy of all the
 * names of such a package, made as the page starts; a module of them is made once.
 */
export function facades(packagesFolder: string): Plugin {
  const require = createRequire(`${packagesFolder}/`);
  return {
    name: 'facades',
    setup(build) {
      build.onResolve({ filter: PACKAGES }, ({ path, kind, namespace }) => {
        if (kind !== 'import-statement' || namespace === 'facade') return undefined;
        return { path, namespace: 'facade', sideEffects: false };
      });
      build.onLoad({ filter: /./, namespace: 'facade' }, ({ path }) => {
        const names = Object.keys(require(path) as object).filter(
          (name) => IDENTIFIER.test(name) && name !== 'default',
        );
        const contents = `import all from '${path}'; export default all; export const { ${names.join(', ')} } = all;`;
        return { contents, resolveDir: packagesFolder };
      });
    },
  };
}
