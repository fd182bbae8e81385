import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { listPath, newPath } from './links.js';
import { LoadFailed, Loading, Page, ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

/** What undoing the last import would take back, or what stands against it. */
interface Undo {
  importId: number;
  fileName: string;
  at: string;
  actorName: string;
  removed: Record<string, number>;
  filled: number;
  blockers: { name: string; reason: string }[];
  moreBlockers: number;
  undone: boolean;
}

interface UndoAnswer {
  /** Null = there is nothing to undo. */
  plan: Undo | null;
}

const TARGET = { resourceId: 'ImportBatch', actionName: 'undo' };
const KINDS = ['Client', 'Payment', 'LazyDays', 'MembershipPlan', 'Group', 'Coach'] as const;

function Removed({ plan }: { plan: Undo }) {
  const { t } = usePanel();
  return (
    <>
      <dl className="studio-import-totals">
        {KINDS.filter((kind) => (plan.removed[kind] ?? 0) > 0).map((kind) => (
          <div key={kind}>
            <dt>{t(`import.removed.${kind}`)}</dt>
            <dd>{plan.removed[kind]}</dd>
          </div>
        ))}
      </dl>
      {plan.filled > 0 ? <p>{t('import.undoFilled', { count: plan.filled })}</p> : null}
    </>
  );
}

function Blockers({ plan }: { plan: Undo }) {
  const { t } = usePanel();
  return (
    <div className="studio-problem" role="alert">
      <strong>{t('import.undoBlocked')}</strong>
      <ul className="studio-blockers">
        {plan.blockers.map(({ name, reason }) => (
          <li key={`${name} ${reason}`}>
            {name}: {reason}
          </li>
        ))}
      </ul>
      {plan.moreBlockers > 0 ? t('import.undoMore', { count: plan.moreBlockers }) : null}
    </div>
  );
}

function Question({ plan: shown, onUndone }: { plan: Undo; onUndone: () => void }) {
  const { t, instant } = usePanel();
  const { isBusy, problem, submit } = useSubmit();
  const [isSure, setIsSure] = useState(false);
  const [fresh, setFresh] = useState<Undo | null>(null);
  const plan = fresh ?? shown;
  const isBlocked = plan.blockers.length > 0;
  const undo = () =>
    submit(
      () => postAction<UndoAnswer>(TARGET, { importId: plan.importId }),
      ({ plan: outcome }) => (outcome?.undone ? onUndone() : setFresh(outcome)),
    );
  return (
    <section className="studio-section">
      <p className="studio-lead">{t('import.undoFile', { file: plan.fileName, at: instant(plan.at) })}</p>
      <p className="studio-muted">{t('import.undoBy', { name: plan.actorName })}</p>
      {isBlocked ? (
        <Blockers plan={plan} />
      ) : (
        <>
          <h2 className="studio-import-removes">{t('import.undoRemoves')}</h2>
          <Removed plan={plan} />
          <label className="studio-check">
            <input type="checkbox" checked={isSure} onChange={({ target }) => setIsSure(target.checked)} />
            {t('import.undoSure')}
          </label>
        </>
      )}
      <ProblemBox problem={problem} />
      <div className="studio-actions">
        {isBlocked ? null : (
          <button
            className="studio-button studio-button-danger"
            type="button"
            disabled={isBusy || !isSure}
            onClick={() => void undo()}
          >
            {t(isBusy ? 'import.undoWriting' : 'import.undoButton')}
          </button>
        )}
        <Link className="studio-button" to={listPath('ImportBatch')}>
          {t('back')}
        </Link>
      </div>
    </section>
  );
}

/** Takes the last import back, after showing what goes with it. */
export default function ImportUndo() {
  const { t } = usePanel();
  const [isUndone, setIsUndone] = useState(false);
  const { data, hasFailed, reload } = useRead('undo', async () => (await readAction<UndoAnswer>(TARGET)).result);
  return (
    <Page title={t('import.undoTitle')} narrow back={{ to: listPath('ImportBatch'), label: t('import.list') }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {isUndone ? (
        <section className="studio-section" role="status">
          <p className="studio-lead">{t('import.undone')}</p>
          <p className="studio-muted">{t('import.undoRest')}</p>
          <div className="studio-actions">
            <Link className="studio-button" to={newPath('ImportBatch')}>
              {t('import.again')}
            </Link>
          </div>
        </section>
      ) : null}
      {data && !isUndone && !data.plan ? <p className="studio-muted">{t('import.undoNothing')}</p> : null}
      {data?.plan && !isUndone ? <Question plan={data.plan} onUndone={() => setIsUndone(true)} /> : null}
    </Page>
  );
}
