import type { Request, Response } from 'express';
import type { Change } from './changes.js';
import type { ChatState } from './chats.js';
import type { Emulator } from './emulator.js';
import { renderChat, renderMessage, renderMessages, renderPerson, type RenderedPerson } from './view.js';

const KEEP_ALIVE_MS = 15_000;
/** The list of people changes with every message; a broadcast to thousands must not flood the page with it. */
const PEOPLE_PAUSE_MS = 150;

/** The open pages, so that stopping the playground can end them: an open stream would hold the server's close back. */
export type EventStreams = Set<() => void>;

/**
 * Server-sent events for one open page: a snapshot first (also after each reconnect), then every change of the people
 * and of the chat named by `?person=`. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function openEvents(emulator: Emulator, streams: EventStreams, request: Request, response: Response): void {
  const chat = emulator.chats.byId.get(Number(request.query['person']));
  // no-transform keeps compressing middleware from holding events back.
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
  const send = (event: string, data: unknown) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  let peopleTimer: NodeJS.Timeout | undefined;
  const sendPeople = () => {
    peopleTimer = undefined;
    send('people', renderPeople(emulator));
  };
  const unsubscribe = emulator.changes.subscribe((change) => {
    if (change.kind === 'people') peopleTimer ??= setTimeout(sendPeople, PEOPLE_PAUSE_MS);
    else if (chat) sendChange(emulator, chat, change, send);
  });
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  const close = () => {
    unsubscribe();
    clearInterval(keepAlive);
    clearTimeout(peopleTimer);
    streams.delete(close);
    response.end();
  };
  streams.add(close);
  response.on('close', close);
  send('snapshot', takeSnapshot(emulator, chat));
}

function takeSnapshot(emulator: Emulator, chat: ChatState | undefined): unknown {
  return {
    bot: { name: emulator.bot.first_name, username: emulator.bot.username },
    people: renderPeople(emulator),
    chat: chat ? renderChat(emulator, chat) : null,
    messages: chat ? renderMessages(chat) : [],
  };
}

function renderPeople({ chats }: Emulator): RenderedPerson[] {
  return [...chats.byId.values()].map(renderPerson);
}

function sendChange(
  emulator: Emulator,
  chat: ChatState,
  change: Change,
  send: (event: string, data: unknown) => void,
): void {
  if (!('personId' in change) || change.personId !== chat.person.id) return;
  switch (change.kind) {
    case 'message': {
      const stored = chat.messages.get(change.messageId);
      if (stored) send('message', renderMessage(stored));
      return;
    }
    case 'deleted':
      return void send('deleted', { id: change.messageId });
    case 'chat':
      return void send('chat', renderChat(emulator, chat));
    case 'typing':
      return void send('typing', {});
    case 'answer':
      return void send('answer', change.answer);
  }
}
