import express, { Router } from 'express';
import type { PlaygroundControl } from './control.js';
import type { Fault } from './faults.js';
import type { PersonOptions } from './people.js';

/**
 * The control over HTTP, for tests whose playground is a process of its own. Never on a playground that people use:
 * whoever reaches it may break the bot's calls.
 */
export function createControlRouter(control: PlaygroundControl): Router {
  const router = Router();
  router.use(express.json({ limit: '20mb' }));
  router.get('/traffic', (_request, response) => void response.json(control.traffic()));
  router.get('/faults', (_request, response) => void response.json(control.faultCounts()));
  router.get('/ledger', (request, response) => {
    response.json(control.ledger().slice(Number(request.query['from'] ?? 0)));
  });
  router.post('/watch', (request, response) => {
    control.watchTraffic(String((request.body as { marker?: string }).marker ?? ''));
    response.status(204).end();
  });
  router.post('/limits', (request, response) => {
    control.limits.enforce((request.body as { enforced: boolean }).enforced);
    response.status(204).end();
  });
  router.post('/faults', (request, response) => {
    const { method, fault } = request.body as { method: string; fault: Fault };
    control.faults.next(method, fault);
    response.status(204).end();
  });
  router.delete('/faults', (_request, response) => {
    control.faults.clear();
    response.status(204).end();
  });
  router.post('/people', (request, response) => {
    for (const person of (request.body as { people: PersonOptions[] }).people) control.person(person);
    response.status(204).end();
  });
  return router;
}
