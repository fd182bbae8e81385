import type { ActionProps } from 'adminjs';
import { useNotice } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { CoachView } from '../../src/contract/groups.js';
import { recordPath } from './links.js';
import { LoadFailed, Loading, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

/** The answer of the session's action `substitute` before anything is chosen. */
interface Substitutes {
  version: number;
  coachId: number;
  startsAt: string;
  coaches: (CoachView & { isUsual: boolean; busyWith: string | null })[];
}

const nameOf = ({ firstName, lastName }: CoachView): string => [firstName, lastName].filter(Boolean).join(' ');

function Choice({ data, recordId }: { data: Substitutes; recordId: string }) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const [coachId, setCoachId] = useState<number | null>(null);
  const chosen = data.coaches.find(({ id }) => id === coachId);
  const save = (coach: CoachView) =>
    submit(
      () =>
        postAction(
          { resourceId: 'GroupTraining', recordId, actionName: 'substitute' },
          { coachId: coach.id, version: data.version },
        ),
      () => {
        addNotice({ message: t('timetable.substituteDone', { name: nameOf(coach) }), type: 'success' });
        navigate(recordPath('GroupTraining', recordId));
      },
    );
  const remark = ({ id, isUsual, busyWith }: Substitutes['coaches'][number]): string =>
    [
      id === data.coachId ? t('timetable.now') : '',
      isUsual ? t('timetable.usual') : '',
      busyWith === null ? '' : t('timetable.busy', { name: busyWith }),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <form
      className="studio-section"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) void save(chosen);
      }}
    >
      <fieldset className="studio-plans">
        <legend>{t('session.coach')}</legend>
        <div>
          {data.coaches.map((coach) => (
            <label key={coach.id} className={coach.id === coachId ? 'is-chosen' : ''}>
              <input
                type="radio"
                name="coach"
                disabled={coach.id === data.coachId}
                checked={coach.id === coachId}
                onChange={() => setCoachId(coach.id)}
              />
              <strong>{nameOf(coach)}</strong>
              <span className={coach.busyWith === null ? 'studio-muted' : 'studio-busy'}>{remark(coach)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="studio-hint">{t('timetable.substituteHint')}</p>
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        <button className="studio-button studio-button-main" type="submit" disabled={isBusy || !chosen}>
          {t('timetable.substituteButton')}
        </button>
      </div>
    </form>
  );
}

/** Another coach for this session alone: who is free at that time, and who is not. */
export default function SubstituteCoach({ record }: ActionProps) {
  const { t, instant } = usePanel();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useRead(recordId, async () => {
    const { result } = await readAction<Substitutes>({
      resourceId: 'GroupTraining',
      recordId,
      actionName: 'substitute',
    });
    return result;
  });
  const back = { to: recordPath('GroupTraining', recordId), label: data ? instant(data.startsAt) : t('back') };
  return (
    <Page title={t('timetable.substituteTitle')} narrow back={back}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <Choice key={data.version} data={data} recordId={recordId} /> : null}
    </Page>
  );
}
