import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: string;
  user?: string;
  command?: string[];
  restart?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  privileged?: boolean;
  pids_limit?: number;
  tmpfs?: string[];
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  secrets?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test?: string[]; disable?: boolean };
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
}

interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file?: string }>;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const DATABASES = ['mysql', 'redis'];
/** Runs to its end, so that nothing asks after its health. */
const ONE_SHOT = 'migrate';

describe('docker-compose.yml', () => {
  it('has everything a studio runs on', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['backup', 'bot', 'migrate', 'mysql', 'redis', 'web']);
  });

  it.each(services)(
    'runs %s as a user, on a file system that it cannot change, with no right to gain any',
    (_, service) => {
      expect(service.user).toMatch(/^(node|mysql|redis)$/);
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(service.privileged ?? false).toBe(false);
      expect(service.tmpfs?.every((place) => /:size=\d+m/.test(place))).toBe(true);
    },
  );

  it.each(services)('limits what %s takes of the machine, and brings it back when it ends', (_, service) => {
    const { cpus, memory } = service.deploy?.resources?.limits ?? {};
    expect(Number(cpus)).toBeGreaterThan(0);
    expect(memory).toMatch(/^\d+[mg]$/);
    expect(service.pids_limit).toBeGreaterThan(0);
    expect(service.restart).toMatch(/^(unless-stopped|on-failure:5)$/);
  });

  it.each(services)('knows whether %s is well', (name, { healthcheck }) => {
    if (name === ONE_SHOT) expect(healthcheck).toEqual({ disable: true });
    else expect(healthcheck?.test?.[0]).toBe('CMD');
  });

  it.each(services)('says which image %s runs, never the latest of it', (_, { image }) => {
    expect(image).toMatch(/^[a-z-]+:\d+\.\d+(\.\d+)?$/);
  });

  it('opens the web and the webhook to the machine’s own proxy, and no database to anybody', () => {
    for (const name of DATABASES) expect(compose.services[name]).toMatchObject({ networks: ['data'] });
    expect(compose.networks.data).toEqual({ internal: true });
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual(['web 127.0.0.1:3000:3000', 'bot 127.0.0.1:3001:3001']);
  });

  it('takes secrets from files alone, and gives each process only those it needs', () => {
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\/\w+$/);
    for (const [, { environment = {}, secrets = [] }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        // The webhook's is the one that compose can't give as a file that may be missing.
        const isSecret = /SECRET|TOKEN|PASSWORD|DATABASE_URL/.test(name) && !/RANDOM|WEBHOOK/.test(name);
        if (isSecret)
          expect([name, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\/secrets\//)]);
        const [, secret] = /^\/run\/secrets\/(\w+)$/.exec(String(value)) ?? [];
        if (secret !== undefined) expect(secrets).toContain(secret);
      }
      for (const secret of secrets) expect(Object.keys(compose.secrets)).toContain(secret);
    }
    for (const name of ['migrate', 'backup']) expect(compose.services[name]?.secrets).toEqual(['database_url']);
    expect(compose.services.bot?.secrets).not.toContain('database_url');
  });

  it('keeps what must outlive a container in volumes', () => {
    const kept = services.flatMap(([name, { volumes = [] }]) => volumes.map((volume) => `${name} ${volume}`));
    expect(kept).toEqual(['backup backups:/app/backups', 'mysql mysql:/var/lib/mysql', 'redis redis:/data']);
    expect(Object.keys(compose.volumes).sort()).toEqual(['backups', 'mysql', 'redis']);
  });

  it('starts the web on a schema that is up to date', () => {
    expect(compose.services.web?.depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
    });
    for (const [, { depends_on: needed = {} }] of services) {
      for (const name of Object.keys(needed)) expect(Object.keys(compose.services)).toContain(name);
    }
  });

  it('starts programs that the image has', () => {
    for (const [, { build, command = [] }] of services.filter(([, service]) => service.build)) {
      expect(build).toBe('.');
      const program = command.find((word) => word.startsWith('dist/')) ?? '';
      expect(readFileSync(program.replace(/^dist\//, '').replace(/\.js$/, '.ts'), 'utf8')).not.toBe('');
    }
  });

  it('sets no variable that the studio does not know', () => {
    const known = new Set([...readFileSync('.env.example', 'utf8').matchAll(/^(\w+)=/gm)].map(([, name]) => name));
    for (const [, { environment = {} }] of services.filter(([, service]) => service.build)) {
      const unknown = Object.keys(environment).filter((name) => !known.has(name.replace(/_FILE$/, '')));
      expect(unknown).toEqual([]);
    }
  });
});
