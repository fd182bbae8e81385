import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Before all suites: one folder and one name for this run, handed to the workers by the environment.
 * Two runs at once never meet: databases and keys carry the name, files live in the folder.
 * Plain JavaScript, as jest loads it before any transform.
 */
export default function prepareRun() {
  process.env.TEST_RUN_NAME = `${process.pid}_${randomBytes(3).toString('hex')}`;
  process.env.TEST_RUN_FOLDER = mkdtempSync(path.join(os.tmpdir(), 'studio-crm-test-'));
}
