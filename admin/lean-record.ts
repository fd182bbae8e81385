import { BaseRecord, type CurrentAdmin, type RecordJSON } from 'adminjs';

/** A record as others refer to it: its title, and whether it may be opened. */
export class LeanRecord extends BaseRecord {
  override toJSON(currentAdmin?: CurrentAdmin): RecordJSON {
    const decorated = this.resource.decorate();
    const title = decorated.titleOf(this);
    const show = decorated.recordActions(this, currentAdmin).filter(({ name }) => name === 'show');
    return {
      id: String(this.id()),
      title,
      params: { id: this.id(), [decorated.titleProperty().name()]: title },
      populated: {},
      baseError: null,
      errors: {},
      recordActions: currentAdmin ? show.map((action) => action.toJSON(currentAdmin)) : [],
      bulkActions: [],
    };
  }
}
