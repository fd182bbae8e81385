import { BaseRecord, type ActionJSON, type CurrentAdmin, type RecordJSON } from 'adminjs';

/** Pages look for its name alone. */
const OPEN = [{ name: 'show' }] as unknown as ActionJSON[];

/** Of all that may be done to a record: whether it may be opened. */
function openAction(record: BaseRecord, currentAdmin: CurrentAdmin | undefined): ActionJSON[] {
  const { show } = record.resource.decorate().actions;
  if (!currentAdmin || !show?.isVisible(currentAdmin, record) || !show.isAccessible(currentAdmin, record)) return [];
  return OPEN;
}

type Told = Pick<RecordJSON, 'id' | 'title' | 'params' | 'populated' | 'recordActions'>;

/** Written out: a copy with a few more properties takes V8 microseconds for each (node 20). */
function jsonOf({ id, title, params, populated, recordActions }: Told): RecordJSON {
  return { id, title, params, populated, baseError: null, errors: {}, recordActions, bulkActions: [] };
}

/** A record whose page is open already: AdminJS asks for one in the answer to whatever the page asks. */
export function knownRecord(record: BaseRecord): RecordJSON {
  return jsonOf({ id: String(record.id()), title: '', params: {}, populated: {}, recordActions: [] });
}

/** A record as others refer to it: its title, and whether it may be opened. */
export class LeanRecord extends BaseRecord {
  override toJSON(currentAdmin?: CurrentAdmin): RecordJSON {
    const decorated = this.resource.decorate();
    const title = decorated.titleOf(this);
    return jsonOf({
      id: String(this.id()),
      title,
      params: { id: this.id(), [decorated.titleProperty().name()]: title },
      populated: {},
      recordActions: openAction(this, currentAdmin),
    });
  }
}

/**
 * A record as a row of a list: what its cells show, and whether it may be opened. What else may be done to it is told with
 * the record itself: for twenty rows that would be three quarters of the answer.
 */
export function rowJson(record: BaseRecord, currentAdmin: CurrentAdmin | undefined): RecordJSON {
  const { params } = record;
  const populated: Record<string, RecordJSON | null | undefined> = {};
  for (const [path, other] of Object.entries(record.populated)) populated[path] = other && shown(other, currentAdmin);
  return shown(record, currentAdmin, { params, populated });
}

/** Of AdminJS's record no more than lists look for. */
function shown(
  record: BaseRecord,
  currentAdmin: CurrentAdmin | undefined,
  more: Pick<Partial<RecordJSON>, 'params' | 'populated'> = {},
): RecordJSON {
  const title = record.resource.decorate().titleOf(record);
  const { params, populated } = more;
  return {
    id: String(record.id()),
    title,
    params,
    populated,
    recordActions: openAction(record, currentAdmin),
  } as RecordJSON;
}
