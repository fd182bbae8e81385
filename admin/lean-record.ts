import { BaseRecord, type ActionJSON, type CurrentAdmin, type RecordJSON } from 'adminjs';

/** Of all that may be done to a record: whether it may be opened. */
function openAction(record: BaseRecord, currentAdmin: CurrentAdmin | undefined): ActionJSON[] {
  const { show } = record.resource.decorate().actions;
  if (!currentAdmin || !show?.isVisible(currentAdmin, record) || !show.isAccessible(currentAdmin, record)) return [];
  return [show.toJSON(currentAdmin)];
}

/** A record as others refer to it: its title, and whether it may be opened. */
export class LeanRecord extends BaseRecord {
  override toJSON(currentAdmin?: CurrentAdmin): RecordJSON {
    const decorated = this.resource.decorate();
    const title = decorated.titleOf(this);
    return {
      id: String(this.id()),
      title,
      params: { id: this.id(), [decorated.titleProperty().name()]: title },
      populated: {},
      baseError: null,
      errors: {},
      recordActions: openAction(this, currentAdmin),
      bulkActions: [],
    };
  }
}

/**
 * A record as a row of a list: what its cells show, and whether it may be opened. What else may be done to it is told with
 * the record itself: for twenty rows that would be three quarters of the answer.
 */
export function rowJson(record: BaseRecord, currentAdmin: CurrentAdmin | undefined): RecordJSON {
  const populated = Object.entries(record.populated).map(([path, other]) => [path, other?.toJSON(currentAdmin)]);
  return {
    id: String(record.id()),
    title: record.resource.decorate().titleOf(record),
    params: record.params,
    populated: Object.fromEntries(populated) as RecordJSON['populated'],
    baseError: null,
    errors: {},
    recordActions: openAction(record, currentAdmin),
    bulkActions: [],
  };
}
