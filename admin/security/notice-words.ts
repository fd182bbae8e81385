import type { NextFunction, Request, Response } from 'express';

/** What AdminJS answers to a record id that is none: English sentences with the id inside, where others are keys. */
const NO_SUCH_RECORD = /^(?:Record with given id|You have to pass a valid recordId)/;

interface Noticed {
  notice?: { message?: unknown };
}

/** The answer with a notice that the page has words for. */
export function withNoticeKey(body: unknown): unknown {
  const { notice } = (typeof body === 'object' && body !== null ? body : {}) as Noticed;
  if (typeof notice?.message !== 'string' || !NO_SUCH_RECORD.test(notice.message)) return body;
  return { ...(body as object), notice: { ...notice, message: 'error404Record' } };
}

/** Gives every notice of AdminJS a key that the page has words for. */
export function noticeWords() {
  return (_request: Request, response: Response, next: NextFunction): void => {
    const send = response.send.bind(response);
    response.send = (body: unknown) => send(withNoticeKey(body));
    next();
  };
}
