import React, { useState } from 'react';
import { isTold, useFieldWords } from './changed-fields.js';
import { LoadFailed, Loading, Section } from './page.js';
import { readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useValueWords } from './use-value-words.js';

type Fields = Record<string, unknown> | null;

interface Entry {
  id: number;
  at: string;
  actorKind: string;
  actorName: string;
  action: string;
  entity: string;
  before: Fields;
  after: Fields;
}

interface History {
  entries: Entry[];
  hasMore: boolean;
}

/** What the record points to is told by its own words elsewhere; here numbers of records say nothing. */
const REFERENCE = /Id$/;
/** A sum as it is stored. */
const SUM = /^\d+\.\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Of a new record nobody wants to read what it has not. */
function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false && Number(value) !== 0;
}

/** Field by field: what it was, and what it has become. A new record has no "was". */
function Changes({ entry }: { entry: Entry }) {
  const { t, instant, money } = usePanel();
  const { shown, nameOf } = useFieldWords(entry.entity);
  const { before, after } = entry;
  const words = (name: string, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'history.yes' : 'history.no');
    if (typeof value === 'string' && INSTANT.test(value)) return instant(value);
    return typeof value === 'string' && SUM.test(value) ? money(value) : shown(name, value);
  };
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    // What has no words is for programs, not for people.
    (name) =>
      isTold(name) &&
      !REFERENCE.test(name) &&
      nameOf(name) !== name &&
      (isFilled(before?.[name]) || isFilled(after?.[name])),
  );
  if (names.length === 0) return null;
  return (
    <dl className="studio-changes">
      {names.map((name) => (
        <div key={name}>
          <dt>{nameOf(name)}</dt>
          <dd>
            {before && after
              ? `${words(name, before[name])} → ${words(name, after[name])}`
              : words(name, (after ?? before)?.[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { t, instant } = usePanel();
  const words = useValueWords();
  const { at, actorKind, actorName, action } = entry;
  const who = actorKind === 'staff' ? actorName : `${actorName} (${t(`history.by.${actorKind}`)})`;
  return (
    <li>
      <div className="studio-line">
        <strong>{words('AuditEntry', 'action', action)}</strong>
        <span className="studio-muted">
          {who}, {instant(at)}
        </span>
      </div>
      <Changes entry={entry} />
    </li>
  );
}

async function readHistory(clientId: number, before?: number): Promise<History | undefined> {
  const params = before === undefined ? {} : { params: { before: String(before) } };
  const target = { resourceId: 'Client', recordId: clientId, actionName: 'history', ...params };
  return (await readAction<History>(target)).result;
}

/** Who changed what of the client, the memberships, freezes and visits; the newest first. */
export function ChangeHistory({ clientId }: { clientId: number }) {
  const { t } = usePanel();
  const [older, setOlder] = useState<Entry[]>([]);
  const [end, setEnd] = useState<number | null>(null);
  const { data, hasFailed, reload } = useRead(`history ${clientId} ${end ?? ''}`, async () => {
    const read = await readHistory(clientId, end ?? undefined);
    return read && { ...read, end };
  });
  const isCurrent = data !== null && data.end === end;
  const entries = [...older, ...(isCurrent ? data.entries : [])];
  const showOlder = (): void => {
    setOlder(entries);
    setEnd(entries.at(-1)?.id ?? null);
  };
  return (
    <Section>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {entries.length > 0 ? (
        <ul className="studio-history">
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      ) : null}
      {isCurrent && entries.length === 0 ? <p className="studio-muted">{t('history.empty')}</p> : null}
      {!isCurrent && !hasFailed ? <Loading /> : null}
      {isCurrent && data.hasMore ? (
        <button type="button" className="studio-button studio-button-small" onClick={showOlder}>
          {t('history.older')}
        </button>
      ) : null}
    </Section>
  );
}
