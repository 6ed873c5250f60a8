const Module = require('node:module');
const { readFileSync, realpathSync } = require('node:fs');
const { join, relative, sep } = require('node:path');
const { compileFunction } = require('node:vm');
const JestRuntime = require('jest-runtime').default;

const root = join(__dirname, '..', '..');
const SOURCE = '@groundswell/source';
/** A package, or a source of the product: no test, so that it is the same for every spec. */
const isShared = (path) =>
  path.includes(`${sep}node_modules${sep}`) ||
  (/^(apps|libs|migrations|infra)[\\/]/.test(relative(root, path)) && !/\.spec\.tsx?$/.test(path));

/** Where the sources are whose stacks a failure shows, over all specs of this worker. */
const sourceMaps = new Map();
/** Jest's transformer with its cache on disk, of the spec that runs. */
let transformCache;

const compileSource = (module, filename) =>
  module._compile(transformCache.transform(filename, undefined), filename);
Module._extensions['.ts'] = compileSource;
Module._extensions['.tsx'] = compileSource;

/** `@groundswell/x` is what its package names as its source, as for the compiler and for Jest's resolver. */
function sourceOf(request) {
  const [scope, name, ...rest] = request.split('/');
  const folder = realpathSync(join(root, 'node_modules', scope, name));
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, exports[['.', ...rest].join('/')][SOURCE]);
}

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (/\.tsx?$/.test(parent?.filename ?? '')) {
    if (request.startsWith('@groundswell/')) return sourceOf(request);
    // Sources import with `.js` suffixes as NodeNext asks; beside is the TypeScript.
    if (/^\.{1,2}\/.*\.js$/.test(request)) return resolve.call(this, request.slice(0, -3), parent, ...rest);
  }
  return resolve.call(this, request, parent, ...rest);
};

/**
 * Jest's runtime, except that packages and the product's sources are loaded by Node, once for all specs of a worker
 * (docs/adr/0039-specs-share-loaded-modules.md). A spec and its support files are loaded anew, as Jest does. Goes with
 * one-realm-environment.cjs.
 */
module.exports = class SharedModulesRuntime extends JestRuntime {
  constructor(...args) {
    super(...args);
    this.transformCache.sourceMaps = sourceMaps;
    transformCache = this.transformCache;
    const { executor } = this;
    executor.compile = (source, filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModuleOrMock(from, name) {
    const path = this.sharedPath(from, name);
    return path ? require(path) : super.requireModuleOrMock(from, name);
  }

  sharedPath(from, name) {
    if (name === '@jest/globals' || this._resolution.isCoreModule(name)) return null;
    const path = this._resolution.resolveCjs(from, name);
    return isShared(path) ? path : null;
  }
};
