import { useNotice, useTranslation, type ActionProps, type BasePropertyJSON, type RecordJSON } from 'adminjs';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Problem } from '../domain-refusal.js';
import { useDraft, useFormKey } from './draft-form.js';
import { recordPath } from './links.js';
import { postForm } from './panel-api.js';
import { changedPaths, conflictOf, merged, readConflict, type Conflict } from './record-conflict-data.js';
import type { Side } from './record-conflict.js';
import { picked, useTypedRecord, type TypedRecord } from './typed-record.js';
import { reasonOf } from './use-submit.js';
import { usePanel } from './use-panel.js';

export interface RecordFormState {
  record: RecordJSON;
  conflict: Conflict | null;
  isBusy: boolean;
  problem: Problem | null;
  onChange: TypedRecord['onChange'];
  save: () => Promise<void>;
  decide: (sides: Record<string, Side>) => Promise<void>;
}

/** One at a time; whatever goes wrong is told in words. */
function useOnce() {
  const { t } = usePanel();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const running = useRef(false);
  const refuse = (message: string): void => setProblem({ code: 'refused', message, fields: {} });
  const once = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setIsBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      refuse(t(reasonOf(error)));
    } finally {
      running.current = false;
      setIsBusy(false);
    }
  };
  return { problem, isBusy, refuse, once };
}

/** What follows a saved form: its words, and the page to go to. */
function useSaved(resourceId: string) {
  const draft = useDraft();
  const navigate = useNavigate();
  const addNotice = useNotice();
  return (message: string, to: string): void => {
    draft?.clear();
    addNotice({ message, type: 'success', resourceId });
    navigate(`${to}${to.includes('?') ? '&' : '?'}refresh=true`);
  };
}

/** The state of AdminJS's form of a record, kept as a draft and sent as one of ours. */
export function useRecordForm(props: ActionProps, properties: readonly BasePropertyJSON[]): RecordFormState {
  const { resource, record: loaded } = props;
  const { translateMessage } = useTranslation();
  const { t } = usePanel();
  const formKey = useFormKey();
  const { paths, opened, setOpened, record, setRecord, onChange } = useTypedRecord(props, properties);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { problem, isBusy, refuse, once } = useOnce();
  const saved = useSaved(resource.id);

  /** Whoever saved in between is shown; where nothing of it is seen in this form, it is simply saved on top. */
  const compare = async (mine: RecordJSON): Promise<void> => {
    const { fresh, by } = await readConflict(resource.id, mine.id);
    if (!fresh) return refuse(t('failed'));
    // It was saved from here, and only the answer was lost.
    if (changedPaths(fresh, mine, paths).length === 0) {
      return saved('successfullyUpdated', recordPath(resource.id, mine.id));
    }
    const found = conflictOf({ opened, mine, fresh }, paths, by);
    if (found.theirs.length > 0) return setConflict(found);
    setOpened(fresh);
    await send({ ...mine, params: { ...mine.params, version: fresh.params.version as number } });
  };

  const send = async (mine: RecordJSON): Promise<void> => {
    const target = loaded?.id ? { actionName: 'edit', recordId: mine.id } : { actionName: 'new' };
    const fields = picked(mine.params, [...properties.map(({ propertyPath }) => propertyPath), 'version']);
    const answer = await postForm({ resourceId: resource.id, ...target }, { ...fields, formKey });
    const errors = answer.record?.errors ?? {};
    if (errors.form?.type === 'changed_meanwhile' && loaded?.id) return compare(mine);
    if (answer.notice?.type === 'error' || Object.keys(errors).length > 0) {
      setRecord({ ...mine, errors });
      return refuse(translateMessage(answer.notice?.message ?? '', resource.id));
    }
    saved(answer.notice?.message ?? 'successfullyUpdated', answer.redirectUrl ?? recordPath(resource.id, mine.id));
  };

  const decide = (sides: Record<string, Side>): Promise<void> =>
    once(async () => {
      if (!conflict) return;
      const next = merged(conflict, record, paths, sides);
      setOpened(conflict.fresh);
      setRecord(next);
      setConflict(null);
      await send(next);
    });
  return { record, conflict, isBusy, problem, onChange, save: () => once(() => send(record)), decide };
}
