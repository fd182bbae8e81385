import type { PlaygroundPerson, RunningPlayground } from '../playground/index.js';
import { telegramIdOf } from './recipients.js';

export interface Talk {
  people: number;
  /** Of each person; a person goes on when the former one is answered. */
  updatesEach: number;
  /** How many people wait for an answer at the same time. */
  atOnce: number;
}

export interface TalkResult {
  perSecond: number;
  /** From the update to the message that answers it. */
  medianMs: number;
  p95Ms: number;
}

type Turn = (person: PlaygroundPerson) => void;

const press =
  (button: string): Turn =>
  (person) =>
    void person.press(button);
const write =
  (text: string): Turn =>
  (person) =>
    void person.send(text);

const BACK = '← В меню';
const SCREENS = ['🎟 Мой абонемент', '📅 Расписание', '✅ Посещения'] as const;

/** The buttons that people press. */
export const MENU_BUTTONS: readonly string[] = [...SCREENS, BACK];

/** What a client does who looks around: each turn is answered by one message, new or edited. */
const MENU_TURNS: readonly Turn[] = [
  write('/start'),
  ...SCREENS.flatMap((screen) => [press(screen), press(BACK)]),
  write('/membership'),
  write('/help'),
  write('/timetable'),
];

/** Lets people talk to the bot, everybody their first turn before anybody their second. */
export async function talk({ control }: RunningPlayground, talk: Talk): Promise<TalkResult> {
  const people = Array.from({ length: talk.people }, (_, index) =>
    control.person({ id: telegramIdOf(index), firstName: 'A', languageCode: 'ru', hasStarted: true }),
  );
  const turns = people.length * talk.updatesEach;
  const times: number[] = [];
  let next = 0;
  const from = performance.now();
  const lane = async (): Promise<void> => {
    for (let turn = next++; turn < turns; turn = next++) {
      const person = people[turn % people.length];
      const act = MENU_TURNS[Math.floor(turn / people.length) % MENU_TURNS.length];
      if (!person || !act) continue;
      const begun = performance.now();
      act(person);
      await person.waitForMessage(({ buttons }) => buttons.length > 0, 60_000);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: talk.atOnce }, lane));
  const perSecond = turns / ((performance.now() - from) / 1000);
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { perSecond, medianMs: at(0.5), p95Ms: at(0.95) };
}
