const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

const timerConfig = { idToRef: (id) => ({ id, ref() {}, unref() {} }), refToId: (timer) => timer?.id };
const JEST_STATE = /jest|^(EVENT_HANDLERS|TEST_TIMEOUT|RETRY_|LOG_ERRORS_|WAIT_BEFORE_)/i;

/**
 * Specs in the realm of the worker, so that what a spec makes is an `Array` and an `Error` to modules that Node has
 * loaded (shared-modules.cjs). What Jest and a spec leave on the globals is taken away when the spec is over.
 */
module.exports = class OneRealmEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.conditions = projectConfig.testEnvironmentOptions.customExportConditions;
    this.before = { console, exit: process.exit, env: { ...process.env }, keys: new Set(jestKeys()) };
    this.moduleMocker = new ModuleMocker(globalThis);
    const made = { config: projectConfig, global: globalThis };
    this.fakeTimers = new LegacyFakeTimers({ ...made, moduleMocker: this.moduleMocker, timerConfig });
    this.fakeTimersModern = new ModernFakeTimers(made);
  }

  async setup() {}

  async teardown() {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    const { console, exit, env, keys } = this.before;
    globalThis.console = console;
    process.exit = exit;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    for (const key of jestKeys()) if (!keys.has(key)) delete globalThis[key];
  }

  exportConditions() {
    return this.conditions;
  }

  getVmContext() {
    return globalThis;
  }
};

const INJECTED =
  'afterAll afterEach beforeAll beforeEach describe expect fdescribe fit it test xdescribe xit xtest';

/** Jest keeps its state under symbols, and its functions under their names. What it fixed there is for every spec. */
const jestKeys = () =>
  Reflect.ownKeys(globalThis).filter(
    (key) =>
      Object.getOwnPropertyDescriptor(globalThis, key).configurable &&
      (typeof key === 'symbol' ? JEST_STATE.test(key.description) : INJECTED.split(' ').includes(key)),
  );
