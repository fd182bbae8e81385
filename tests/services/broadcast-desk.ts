import { Client } from '../../src/clients/client.entity.js';
import { insertEntities } from '../../src/db/write-entities.js';
import { MANAGER, nextPhone, type Studio } from '../setup/studio.js';

/** The first bytes of a PNG: enough to be taken for one. */
export const ALL = { kind: 'all' as const };

/** A manager who registers people and writes to them. */
export function broadcastDesk(studio: Studio) {
  let chats = 5_000_000_000;
  return {
    /** A client with a chat. */
    register(fields: object = {}) {
      chats += 1;
      const client = { firstName: 'Анна', phone: nextPhone(), telegramId: String(chats), ...fields };
      return studio.clients.create(client, MANAGER);
    },
    draft: (fields: object = {}) =>
      studio.broadcasts.create({ text: 'Привет', audience: ALL, draft: true, ...fields }, MANAGER),
    /** One on its way, its messages written; gives its id. */
    async send(fields: object = {}): Promise<number> {
      const { id } = await studio.broadcasts.create({ text: 'Привет', audience: ALL, ...fields }, MANAGER);
      await studio.broadcastDriver.drive();
      return id;
    },
    view: (id: number) => studio.broadcastQueries.getView(id),
    /** Many people who came at once, with a chat each. */
    crowd: (count: number) =>
      studio.unitOfWork.run((manager) =>
        insertEntities(
          manager,
          Client,
          Array.from({ length: count }, (_, index) => ({
            firstName: `Клиент ${index}`,
            searchName: `клиент ${index}`,
            telegramId: String(8_000_000_000 + index),
            registeredDate: studio.clock.today(),
          })),
        ),
      ),
  };
}

export type BroadcastDesk = ReturnType<typeof broadcastDesk>;
