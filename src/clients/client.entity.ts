import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { foreignKey, instantColumn, KEEP, nullable } from '../db/columns.js';
import { CreatedAndUpdatedTime } from '../db/created-and-updated-time.js';
import { Group } from '../groups/group.entity.js';
import type { CalendarDate } from '../lib/calendar-date.js';
import { ImportBatch } from '../imports/import-batch.entity.js';

/** Whether Telegram lets the bot write to this person. */
export type TelegramState = 'ok' | 'blocked' | 'gone';

/** A person who trains. Without Telegram as good a client as with it. */
@Entity('clients')
@Index('IDX_clients_name_order', ['searchName', 'id', 'archivedAt'])
@Index('IDX_clients_phone', ['phone'])
@Index('IDX_clients_group', ['groupId', 'archivedAt'])
@Index('IDX_clients_archived', ['archivedAt', 'searchName'])
@Index('IDX_clients_registered', ['registeredDate'])
@Index('UQ_clients_telegram_id', ['telegramId'], { unique: true })
@Index('UQ_clients_card', ['cardKey'], { unique: true })
@Index('IDX_clients_birthday', ['birthMonthDay', 'archivedAt'])
@Index('IDX_clients_telegram_name', ['telegramNameKey'])
@Index('IDX_clients_import', ['importId'])
@Index('IDX_clients_erasure', ['erasureRequestedAt'])
export class Client extends CreatedAndUpdatedTime {
  @PrimaryGeneratedColumn({ type: 'int', primaryKeyConstraintName: 'PK_clients' })
  id!: number;

  @Column({ type: 'varchar', length: 100 })
  firstName!: string;

  @Column({ type: 'varchar', length: 100, default: '' })
  lastName!: string;

  /** `searchForm` of "last first last": any part of either order is found in any case and script. */
  @Column({ type: 'varchar', length: 310 })
  searchName!: string;

  /** E.164. Not unique: a parent and a child may share one. */
  @Column(nullable({ type: 'varchar', length: 20 }))
  phone!: string | null;

  /** Set when the person proved the phone by Telegram's own contact. */
  @Column(nullable(instantColumn()))
  phoneVerifiedAt!: Date | null;

  @Column(nullable({ type: 'varchar', length: 254 }))
  email!: string | null;

  @Column(nullable({ type: 'date' }))
  birthDate!: CalendarDate | null;

  /** `MM-DD` of `birthDate`: birthdays are looked up by it. */
  @Column(nullable({ type: 'varchar', length: 5 }))
  birthMonthDay!: string | null;

  /** What stands on the studio's plastic card or barcode. */
  @Column(nullable({ type: 'varchar', length: 32 }))
  cardNumber!: string | null;

  /** `cardKeyOf` of it: no two living clients have the same card. Null when archived. */
  @Column(nullable({ type: 'varchar', length: 32 }))
  cardKey!: string | null;

  @Column(nullable({ type: 'varchar', length: 100 }))
  region!: string | null;

  /** Telegram ids exceed 2^31 and are text end to end. */
  @Column(nullable({ type: 'varchar', length: 20 }))
  telegramId!: string | null;

  @Column(nullable({ type: 'varchar', length: 64 }))
  telegramUsername!: string | null;

  /** In lower case: what the name is looked up by. */
  @Column(nullable({ type: 'varchar', length: 64 }))
  telegramNameKey!: string | null;

  @Column({ type: 'varchar', length: 10, default: 'ok' })
  telegramState!: TelegramState;

  @Column(nullable({ type: 'varchar', length: 2 }))
  language!: string | null;

  @Column(nullable({ type: 'int' }))
  groupId!: number | null;

  @ManyToOne(() => Group, KEEP)
  @JoinColumn(foreignKey('FK_clients_group', 'groupId'))
  group?: Group | null;

  @Column(nullable({ type: 'varchar', length: 1000 }))
  note!: string | null;

  /** The studio's civil date of the registration: what "new clients" counts. */
  @Column({ type: 'date' })
  registeredDate!: CalendarDate;

  @Column({ type: 'boolean', default: false })
  hasPhoto!: boolean;

  /** When the person asked for no more broadcasts; null = they come. */
  @Column(nullable(instantColumn()))
  broadcastsStoppedAt!: Date | null;

  /** When the person asked in the bot that their data be erased; the owner decides. */
  @Column(nullable(instantColumn()))
  erasureRequestedAt!: Date | null;

  /** Archived = in no audience, restorable. */
  @Column(nullable(instantColumn()))
  archivedAt!: Date | null;

  /** The studio's civil date of `archivedAt`: archived from this day on. */
  @Column(nullable({ type: 'date' }))
  archivedDate!: CalendarDate | null;

  /** The import that made it. */
  @Column(nullable({ type: 'int' }))
  importId!: number | null;

  @ManyToOne(() => ImportBatch, KEEP)
  @JoinColumn(foreignKey('FK_clients_import', 'importId'))
  import?: ImportBatch | null;

  @VersionColumn({ type: 'int' })
  version!: number;
}
