import { useRecord, type ActionProps, type BasePropertyJSON, type RecordJSON } from 'adminjs';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { useDraft } from './draft-form.js';
import { changedPaths } from './record-conflict-data.js';

/** What is kept of a form: the changed fields, and what they were changed from; the others come back as they are by then. */
interface KeptRecord {
  params: RecordJSON['params'];
  populated: RecordJSON['populated'];
  base: RecordJSON['params'];
}

export interface TypedRecord {
  /** The fields that are kept and compared. */
  paths: string[];
  /** As it was when the form was opened. */
  opened: RecordJSON;
  setOpened: (record: RecordJSON) => void;
  /** As it is typed now. */
  record: RecordJSON;
  setRecord: (record: RecordJSON) => void;
  onChange: ReturnType<typeof useRecord>['handleChange'];
}

export function picked<T>(values: Readonly<Record<string, T>>, paths: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([path]) => paths.includes(path)));
}

/** A new record with what the address says of it. */
function emptyRecord(resource: ActionProps['resource'], query: string): RecordJSON {
  const asked = [...new URLSearchParams(query)].filter(([name]) => name in resource.properties);
  const blank = { id: '', title: '', populated: {}, baseError: null, errors: {}, recordActions: [], bulkActions: [] };
  return { ...blank, params: Object.fromEntries(asked) };
}

/** The record of a form with what was typed into it before, kept while it is typed on. */
export function useTypedRecord(
  { resource, record }: ActionProps,
  properties: readonly BasePropertyJSON[],
): TypedRecord {
  const { search } = useLocation();
  const draft = useDraft();
  // A password is typed again rather than kept.
  const paths = properties.filter(({ type }) => type !== 'password').map(({ propertyPath }) => propertyPath);
  const [kept] = useState(() => draft?.begin<KeptRecord | null>('record', null) ?? null);
  const [opened, setOpened] = useState<RecordJSON>(() => {
    const first = record ?? emptyRecord(resource, search);
    return kept ? { ...first, params: { ...first.params, ...kept.base } } : first;
  });
  const [first] = useState<RecordJSON>(() => {
    const { params, populated } = opened;
    return { ...opened, params: { ...params, ...kept?.params }, populated: { ...populated, ...kept?.populated } };
  });
  const { record: typed, handleChange, setRecord } = useRecord(first, resource.id);
  useEffect(() => {
    const changed = changedPaths(opened, typed, paths);
    const keeps = {
      params: picked(typed.params, changed),
      populated: picked(typed.populated, changed),
      base: picked(opened.params, [...changed, 'version']),
    };
    draft?.keep('record', changed.length > 0 ? keeps : null);
  }, [typed.params, opened]);
  return { paths, opened, setOpened, record: typed, setRecord, onChange: handleChange };
}
