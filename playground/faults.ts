/**
 * A fault for the next call of a method. `times` is for how many calls (1 when left out). `delivered` says that the
 * server fails after it did the work, which is what makes a 5xx ambiguous.
 */
export type Fault =
  | { kind: 'reset-before' | 'reset-after'; times?: number }
  | { kind: 'hang' | '500' | 'html-502'; delivered?: boolean; times?: number }
  | { kind: '429'; retryAfter: number; times?: number };

/** A rule that looks at each call and may break it: for long runs with a share of faults. */
export type FaultPlan = (method: string, chatId: string) => Fault | null;

/** Faults on demand, so that tests meet everything a network and a busy server do. */
export class Faults {
  private readonly queued = new Map<string, Fault[]>();
  private readonly struck = new Map<string, number>();
  private currentPlan: FaultPlan = () => null;

  /** Breaks the next calls of `method` (any letter case); several faults queue up. */
  next(method: string, fault: Fault): void {
    const key = method.toLowerCase();
    const faults = Array.from({ length: fault.times ?? 1 }, () => fault);
    this.queued.set(key, [...(this.queued.get(key) ?? []), ...faults]);
  }

  plan(plan: FaultPlan): void {
    this.currentPlan = plan;
  }

  clear(): void {
    this.queued.clear();
    this.currentPlan = () => null;
  }

  /** The fault this call must suffer, used up by taking it. */
  take(method: string, chatId: string): Fault | null {
    const fault = this.queued.get(method.toLowerCase())?.shift() ?? this.currentPlan(method, chatId);
    if (fault) this.struck.set(nameOf(fault), (this.struck.get(nameOf(fault)) ?? 0) + 1);
    return fault;
  }

  /** How often each kind has struck, e.g. `{ '500': 3, '500 delivered': 1 }`; what was cleared counts as well. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.struck);
  }
}

function nameOf(fault: Fault): string {
  return 'delivered' in fault && fault.delivered ? `${fault.kind} delivered` : fault.kind;
}
