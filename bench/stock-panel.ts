import AdminJSExpress from '@adminjs/express';
import { Database, Resource } from '@adminjs/typeorm';
import AdminJS from 'adminjs';
import express from 'express';
import { BaseEntity } from 'typeorm';
import { createDataSource } from '../src/db/data-source.js';

const { DATABASE_URL = '', PORT = '', PASSWORD = '' } = process.env;
const dataSource = createDataSource(DATABASE_URL);

/** Stock resources ask the entity itself for its rows; ours know no database, so here they are lent what they lack. */
function lendActiveRecord(entity: object): void {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(BaseEntity))) {
    if (!Object.hasOwn(entity, name)) Object.defineProperty(entity, name, descriptor);
  }
  Reflect.set(entity, 'dataSource', dataSource);
}

/**
 * AdminJS as its guide sets it up, with the same entities on the same database: the stock adapter, `buildAuthenticatedRouter`
 * with its defaults, no compression. A process of its own, because AdminJS is set up by its environment.
 */
await dataSource.initialize();
for (const { target } of dataSource.entityMetadatas) lendActiveRecord(target as object);
AdminJS.registerAdapter({ Database, Resource });
const admin = new AdminJS({ rootPath: '/admin', resources: dataSource.entityMetadatas.map(({ target }) => target) });
await admin.initialize();
const router = AdminJSExpress.buildAuthenticatedRouter(
  admin,
  {
    cookieName: 'stock',
    cookiePassword: 'a secret of the benchmark',
    authenticate: async (email: string, password: string) => (password === PASSWORD ? { email } : null),
  },
  null,
  { secret: 'a secret of the benchmark', resave: false, saveUninitialized: true },
);
express()
  .use('/admin', router)
  .listen(Number(PORT), '127.0.0.1', () => process.send?.('ready'));
