import type { Logger } from './logger.js';

const HARD_LIMIT_MS = 25_000;

/** Runs the steps in reverse order of registration on SIGTERM or SIGINT, once, and ends the process. */
export class Shutdown {
  private readonly steps: { name: string; run: () => Promise<void> | void }[] = [];
  private running: Promise<void> | null = null;

  constructor(private readonly logger: Logger) {}

  add(name: string, run: () => Promise<void> | void): void {
    this.steps.push({ name, run });
  }

  listen(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => void this.exit(signal));
    }
  }

  /** Stops everything; a step that fails is logged and does not keep the others from running. */
  stop(): Promise<void> {
    this.running ??= this.runSteps();
    return this.running;
  }

  private async runSteps(): Promise<void> {
    for (const step of this.steps.reverse()) {
      try {
        await step.run();
      } catch (error) {
        this.logger.error({ err: error, step: step.name }, 'shutdown step failed');
      }
    }
  }

  private async exit(signal: string): Promise<void> {
    this.logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), HARD_LIMIT_MS).unref();
    await this.stop();
    process.exit(0);
  }
}
