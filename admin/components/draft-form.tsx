import type { ActionProps } from 'adminjs';
import React, { createContext, useContext, useEffect, useMemo, useState, type FC, type ReactNode } from 'react';
import { DraftKeeper, watchDraft } from './draft-keeper.js';
import { newFormKey } from './form-key.js';
import { usePanel } from './use-panel.js';

interface KeptForm {
  keeper: DraftKeeper;
  startAnew: () => void;
}

const Kept = createContext<KeptForm | null>(null);

export function useDraft(): DraftKeeper | null {
  return useContext(Kept)?.keeper ?? null;
}

/** On top of the fields: what stands in them was typed before, and may be given up. */
export function DraftNotice() {
  const { t, instant } = usePanel();
  const kept = useContext(Kept);
  if (!kept?.keeper.restoredAt) return null;
  return (
    <p className="studio-draft" role="status">
      <span>{t('draft.restored', { at: instant(kept.keeper.restoredAt) })}</span>{' '}
      <button type="button" className="studio-link" onClick={kept.startAnew}>
        {t('draft.startAnew')}
      </button>
    </p>
  );
}

interface DraftFormProps {
  /** Which form, of which record: `Client/7/renew`. */
  name: string;
  children: ReactNode;
}

/**
 * A form that loses nothing typed: fields made with `useDraftState` come back after a reload, after another login of the
 * same person and after a crash of the page. Saving it with `useSubmit` forgets them.
 */
export function DraftForm({ name, children }: DraftFormProps) {
  const { user } = usePanel();
  const owner = user?.id ?? '';
  const [round, setRound] = useState(0);
  const keeper = useMemo(() => new DraftKeeper(owner, name), [owner, name, round]);
  useEffect(() => watchDraft(keeper), [keeper]);
  const kept = useMemo(() => {
    const startAnew = (): void => {
      keeper.clear();
      setRound((count) => count + 1);
    };
    return { keeper, startAnew };
  }, [keeper]);
  return (
    <Kept.Provider value={kept} key={`${owner} ${name} ${round}`}>
      {children}
    </Kept.Provider>
  );
}

/** The page of an action as a `DraftForm` of its record. */
export function withDraft(Form: FC<ActionProps>): FC<ActionProps> {
  return function DraftOfAction(props) {
    const { resource, record, action } = props;
    return (
      <DraftForm name={[resource.id, record?.id ?? '', action.name].join('/')}>
        <Form {...props} />
      </DraftForm>
    );
  };
}

type Change<T> = (value: T | ((previous: T) => T)) => void;

/** Like `useState` for a field of a `DraftForm`; `settle` sets what is saved already. Never for passwords and tokens. */
export function useDraftState<T>(field: string, initial: T | (() => T)): [T, Change<T>, (saved: T) => void] {
  const keeper = useDraft();
  const [value, setValue] = useState<T>(() => {
    const first = typeof initial === 'function' ? (initial as () => T)() : initial;
    return keeper ? keeper.begin(field, first) : first;
  });
  useEffect(() => keeper?.keep(field, value), [value]);
  const settle = (saved: T): void => {
    keeper?.settle(field, saved);
    setValue(saved);
  };
  return [value, setValue, settle];
}

/** One key per opened form, also of one that was restored: however often it is sent, it is done once. */
export function useFormKey(): string {
  const keeper = useDraft();
  return useMemo(() => keeper?.formKey ?? newFormKey(), []);
}
