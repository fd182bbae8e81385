import { z } from 'zod';

/** Shapes that every call of the token API shares. */
export const idSchema = z.number().int().min(1).max(2_147_483_647);
/** An id in a path or query. */
export const idParamSchema = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(idSchema);
/** A civil date of the studio's calendar that exists, 1900..2199. */
export const dateSchema = z.iso
  .date({ abort: true })
  .refine((text) => text >= '1900-01-01' && text <= '2199-12-31', 'not_a_date');
/** Not negative, at most two decimals; read as a string or a number, answered as `"1200.00"`. */
export const moneySchema = z.string().regex(/^\d{1,10}(\.\d{1,2})?$/, 'not_an_amount');
export const moneyInputSchema = z.union(
  [moneySchema, z.number().min(0).max(9_999_999_999).transform(String).pipe(moneySchema)],
  { error: ({ input }) => (input === undefined || input === null ? 'required' : 'not_an_amount') },
);
export const telegramIdSchema = z.string().regex(/^[1-9]\d{0,18}$/, 'not_a_telegram_id');
export const languageSchema = z.enum(['ru', 'en']);

/** A cursor of clients holds the last one's name: 310 letters of three bytes each, in base64. */
const MAX_CURSOR_LENGTH = 2000;

/** `limit` and `cursor` of every list. */
export const pageQuerySchema = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().int().min(1).max(500))
    .default(50),
  cursor: z.string().max(MAX_CURSOR_LENGTH).optional(),
});

/** `preview=true` computes the change and writes nothing. */
export const previewQuerySchema = z.object({ preview: z.enum(['true', 'false']).default('false') });

export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Numbers and dates for the words of a refusal. */
const problemParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** RFC 9457. `code` is stable; `detail` is for people. */
export const problemSchema = z.object({
  type: z.string(),
  status: z.number().int(),
  title: z.string(),
  detail: z.string(),
  code: z.string(),
  params: problemParamsSchema.optional(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        code: z.string().optional(),
        params: problemParamsSchema.optional(),
      }),
    )
    .optional(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
