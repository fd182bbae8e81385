/** The words of one resource, as AdminJS looks them up. */
export type ResourceWords = {
  actions: Record<string, string>;
  properties: Record<string, string>;
  /** The resource's own name under its id, and the words of enum values under their property. */
  labels: Record<string, string | Record<string, string>>;
  messages: Record<string, string>;
  buttons: Record<string, string>;
};

interface Given {
  id: string;
  /** "Clients" */
  title: string;
  /** "New client" */
  create?: string;
  /** Why the list is empty and what to do about it. */
  empty: string;
  actions?: Record<string, string>;
  properties: Record<string, string>;
  values?: Record<string, Record<string, string>>;
  /** Below a field of the form, by the property's name. */
  hints?: Record<string, string>;
}

export function resourceWords({
  id,
  title,
  create,
  empty,
  actions,
  properties,
  values,
  hints = {},
}: Given): [string, ResourceWords] {
  return [
    id,
    {
      actions: { list: title, ...(create ? { new: create } : {}), ...actions },
      properties,
      labels: { [id]: title, ...values },
      messages: {
        noRecordsInResource: empty,
        ...Object.fromEntries(Object.entries(hints).map(([name, hint]) => [`${name}Hint`, hint])),
      },
      buttons: create ? { createFirstRecord: create } : {},
    },
  ];
}
