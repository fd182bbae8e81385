import type { ActionProps } from 'adminjs';
import React from 'react';
import type { Roster, SessionView } from '../../src/contract/sessions.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { readAction } from './panel-api.js';
import { useFreshRead } from './use-fresh-read.js';
import { RosterList } from './roster-list.js';
import { SessionActions } from './session-actions.js';
import { usePanel } from './use-panel.js';
import { weekPath } from './week-path.js';

const EVERY_MS = 15_000;

type RosterAction = 'mark' | 'markAll' | 'close' | 'reopen' | 'invite' | 'edit' | 'substitute' | 'cancel';

/** The answer of the session's action `roster`. */
export interface SessionCardData extends Roster {
  today: string;
  may: Record<RosterAction, boolean>;
}

function Facts({ session }: { session: SessionView }) {
  const { t, instant } = usePanel();
  const coach = [session.coach.firstName, session.coach.lastName].filter(Boolean).join(' ');
  return (
    <>
      <p className="studio-lead">
        {instant(session.startsAt)} · {coach}
      </p>
      {session.link ? (
        <p>
          <a className="studio-link" href={session.link} target="_blank" rel="noreferrer noopener">
            {session.link}
          </a>
        </p>
      ) : null}
      <ul className="studio-counts">
        <li>{t('session.invited', { count: session.invited })}</li>
        <li>{t('session.joined', { count: session.joined })}</li>
        <li>{t('session.attended', { count: session.attended })}</li>
      </ul>
    </>
  );
}

function stateOf({ cancelled, closedAt }: SessionView): 'cancelled' | 'closed' | null {
  if (cancelled) return 'cancelled';
  return closedAt === null ? null : 'closed';
}

/** One session: who was asked, who said yes, who came; marking, closing and the rest of it. */
export default function SessionCard({ record }: ActionProps) {
  const { t } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useFreshRead(recordId, EVERY_MS, async () => {
    const { result } = await readAction<SessionCardData>({
      resourceId: 'GroupTraining',
      recordId,
      actionName: 'roster',
    });
    return result;
  });
  const state = data ? stateOf(data.session) : null;
  const title = (
    <>
      {data?.session.group.name ?? record?.title}{' '}
      {state ? <span className={`studio-badge studio-badge-${state}`}>{t(`session.${state}`)}</span> : null}
    </>
  );
  return (
    <Page title={title} back={{ to: weekPath(data?.session.date), label: t('timetable.back') }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? (
        <>
          <Section>
            <Facts session={data.session} />
            <SessionActions card={data} onChanged={reload} />
          </Section>
          <RosterList card={data} onChanged={reload} />
        </>
      ) : null}
    </Page>
  );
}
