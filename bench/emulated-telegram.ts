import { startPlayground } from '../playground/index.js';
import { talk, type Talk } from './conversations.js';
import { telegramIdOf } from './recipients.js';

/**
 * `emulated-telegram.js <token> <people>`: a Telegram in a process of its own; tells its address, then answers `{}` with
 * how much arrived, and a talk with how fast it was.
 */
const [token = '', people = '0'] = process.argv.slice(2);
const playground = await startPlayground({ token });
for (let index = 0; index < Number(people); index += 1) {
  playground.control.person({ id: telegramIdOf(index), firstName: 'A', hasStarted: true });
}
process.on('message', (message: Partial<Talk>) => {
  if (message.people === undefined) return void process.send?.({ arrived: playground.control.ledger().length });
  void talk(playground, message as Talk).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ apiRoot: playground.apiRoot });
