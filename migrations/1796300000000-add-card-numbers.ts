import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, dropColumns, index, unique, varchar, type TableAddition } from './portable-schema.js';

const ADDITIONS: TableAddition[] = [
  {
    table: 'clients',
    columns: [
      varchar('birthMonthDay', 5, { isNullable: true }),
      varchar('cardNumber', 32, { isNullable: true }),
      varchar('cardKey', 32, { isNullable: true }),
      varchar('telegramNameKey', 64, { isNullable: true }),
    ],
    indices: [
      unique('UQ_clients_card', 'cardKey'),
      index('IDX_clients_birthday', 'birthMonthDay', 'archivedAt'),
      index('IDX_clients_telegram_name', 'telegramNameKey'),
    ],
  },
];

/** Cards to be scanned at the desk; and birthdays and Telegram names are found without reading every client. */
export class AddCardNumbers1796300000000 implements MigrationInterface {
  readonly name = 'AddCardNumbers1796300000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, ADDITIONS);
    await runner.query(
      'UPDATE clients SET birthMonthDay = SUBSTR(birthDate, 6, 5), telegramNameKey = LOWER(telegramUsername)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropColumns(runner, ADDITIONS);
  }
}
