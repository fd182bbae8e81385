import type { ActionProps } from 'adminjs';
import React, { useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { Field } from './field.js';
import { newFormKey } from './form-key.js';
import { recordPath } from './links.js';
import { LoadFailed, Loading, Page, ProblemBox, Section } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { GroupOffer, type Offered } from './roster-offer.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

/** The answer of the group's action `addClients` before anything is chosen. */
interface GroupPlaces {
  /** Null = no limit. */
  free: number | null;
  members: { id: number; name: string }[];
}

interface Added {
  added: number[];
  refused: { clientId: number; reason: string }[];
}

function Chosen({ chosen, onRemove }: { chosen: readonly Offered[]; onRemove: (id: number) => void }) {
  const { t } = usePanel();
  if (chosen.length === 0) return null;
  return (
    <div className="studio-chosen" role="group" aria-label={t('groupClients.chosen')}>
      {chosen.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="studio-chip"
          aria-label={t('groupClients.remove', { name })}
          onClick={() => onRemove(id)}
        >
          {name} ×
        </button>
      ))}
    </div>
  );
}

/** What came of it; the chosen keep their names here after the list has forgotten them. */
function Result({ result, names }: { result: Added; names: ReadonlyMap<number, string> }) {
  const { t } = usePanel();
  return (
    <div className="studio-preview" role="status">
      <strong>{t('groupClients.done', { count: result.added.length })}</strong>
      {result.refused.length > 0 ? <span>{t('groupClients.refused')}</span> : null}
      {result.refused.map(({ clientId, reason }) => (
        <span key={clientId}>
          {names.get(clientId)}: {reason}
        </span>
      ))}
    </div>
  );
}

function AddForm({ groupId, free, onAdded }: { groupId: string; free: number | null; onAdded: () => void }) {
  const { t } = usePanel();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly Offered[]>([]);
  const [round, setRound] = useState(0);
  const [outcome, setOutcome] = useState<{ result: Added; names: ReadonlyMap<number, string> } | null>(null);
  const idempotencyKey = useMemo(newFormKey, [round]);
  const { isBusy, problem, submit } = useSubmit();
  const isTooMany = free !== null && chosen.length > free;
  const toggle = (client: Offered): void =>
    setChosen((previous) =>
      previous.some(({ id }) => id === client.id)
        ? previous.filter(({ id }) => id !== client.id)
        : [...previous, client],
    );
  const save = () =>
    submit(
      () =>
        postAction<Added>(
          { resourceId: 'Group', recordId: groupId, actionName: 'addClients' },
          { mode: 'save', clientIds: chosen.map(({ id }) => id), idempotencyKey },
        ),
      (result) => {
        setOutcome({ result, names: new Map(chosen.map(({ id, name }) => [id, name])) });
        setChosen([]);
        setText('');
        setRound((count) => count + 1);
        onAdded();
      },
    );
  return (
    <form
      className="studio-section"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0) void save();
      }}
    >
      <p className="studio-lead">
        {free === null ? t('groupClients.unlimited') : t('groupClients.free', { count: free })}
      </p>
      {outcome ? <Result {...outcome} /> : null}
      <Field id="search" label={t('groupClients.search')} hint={t('groupClients.searchHint')}>
        <input
          id="search"
          type="search"
          autoComplete="off"
          autoFocus
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
      <Chosen chosen={chosen} onRemove={(id) => setChosen((previous) => previous.filter((one) => one.id !== id))} />
      {isTooMany ? (
        <div className="studio-warning" role="status">
          {t('groupClients.tooMany')}
        </div>
      ) : null}
      <GroupOffer groupId={groupId} text={text.trim()} round={round} chosen={chosen} onToggle={toggle} />
      <ProblemBox problem={problem} />
      <div className="studio-actions studio-actions-stay">
        <button className="studio-button studio-button-main" type="submit" disabled={isBusy || chosen.length === 0}>
          {chosen.length === 0 ? t('groupClients.button') : t('groupClients.buttonCount', { count: chosen.length })}
        </button>
        <Link className="studio-button" to={recordPath('Group', groupId)}>
          {t('groupClients.toGroup')}
        </Link>
      </div>
    </form>
  );
}

/** Several clients come into a group at once; only those are offered who may. */
export default function GroupClients({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<GroupPlaces>({ resourceId: 'Group', recordId, actionName: 'addClients' });
    return result;
  });
  return (
    <Page
      title={t('groupClients.title')}
      narrow
      back={{ to: recordPath('Group', recordId), label: record?.title ?? '' }}
    >
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? (
        <>
          <AddForm groupId={recordId} free={data.free} onAdded={reload} />
          <Section title={t('groupClients.members', { count: data.members.length })}>
            <ul className="studio-members">
              {data.members.map(({ id, name }) => (
                <li key={id}>
                  <Link to={recordPath('Client', id)}>{name}</Link>
                </li>
              ))}
            </ul>
          </Section>
        </>
      ) : null}
    </Page>
  );
}
