import { rmSync } from 'node:fs';

async function dropDatabases(url, prefix) {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query(
      'SELECT schema_name AS name FROM information_schema.schemata WHERE LEFT(schema_name, ?) = ?',
      [prefix.length, prefix],
    );
    for (const { name } of rows) await connection.query('DROP DATABASE ??', [name]);
  } finally {
    await connection.end();
  }
}

/** After all suites, also those that crashed before their own clean-up: nothing of this run stays anywhere. */
export default async function cleanUpRun() {
  const { TEST_RUN_FOLDER, TEST_RUN_NAME, TEST_MYSQL_URL } = process.env;
  if (TEST_RUN_FOLDER) rmSync(TEST_RUN_FOLDER, { recursive: true, force: true });
  if (TEST_MYSQL_URL && TEST_RUN_NAME) await dropDatabases(TEST_MYSQL_URL, `crm_test_${TEST_RUN_NAME}_`);
}
