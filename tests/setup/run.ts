function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: tests run under jest with the global set-up of jest.config.js`);
  return value;
}

/** Marks everything that this run creates on a shared server. */
export const runName = (): string => required('TEST_RUN_NAME');

/** A folder that is removed after the run. */
export const runFolder = (): string => required('TEST_RUN_FOLDER');
