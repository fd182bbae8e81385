import { DomainError } from '../errors/domain-error.js';
import type { Method, Route } from './route.js';

interface Pattern {
  /** Texts of a path's parts, lower-case; a name where a parameter stands. */
  parts: readonly ({ text: string } | { name: string })[];
  routes: Map<Method, Route>;
}

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

/**
 * Finds the route of a call by its method and path, as a router of express does: letters of any case, a slash at the end or
 * none, the first declared that fits, and HEAD where there is GET. One look instead of a step per route.
 */
export class RouteTable {
  /** Those of as many parts, in the order in which they are declared. */
  private readonly patterns = new Map<number, Pattern[]>();

  constructor(routes: readonly Route[]) {
    const byPath = new Map<string, Pattern>();
    for (const route of routes) {
      const pattern = byPath.get(route.path) ?? this.add(route.path);
      byPath.set(route.path, pattern);
      if (!pattern.routes.has(route.method)) pattern.routes.set(route.method, route);
    }
  }

  /** `path` is still encoded. The methods that the address takes where it does not take this one; null = no such address. */
  find(method: string, path: string): FoundRoute | { allowed: string[] } | null {
    const given = partsOf(path);
    const patterns = (this.patterns.get(given.length) ?? []).filter(({ parts }) => fits(parts, given));
    const asked = (method === 'HEAD' ? 'get' : method.toLowerCase()) as Method;
    for (const { parts, routes } of patterns) {
      const route = routes.get(asked);
      if (route) return { route, params: paramsOf(parts, given) };
    }
    return patterns[0] ? { allowed: allowedBy(patterns[0]) } : null;
  }

  private add(path: string): Pattern {
    const parts = partsOf(path).map((part) =>
      part.startsWith(':') ? { name: part.slice(1) } : { text: part.toLowerCase() },
    );
    const pattern: Pattern = { parts, routes: new Map() };
    this.patterns.set(parts.length, [...(this.patterns.get(parts.length) ?? []), pattern]);
    return pattern;
  }
}

function partsOf(path: string): string[] {
  const end = path.length > 1 && path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(1, end).split('/');
}

function fits(parts: Pattern['parts'], given: readonly string[]): boolean {
  return parts.every((part, place) => {
    const text = given[place] ?? '';
    return 'name' in part ? text !== '' : part.text === text || part.text === text.toLowerCase();
  });
}

/** Throws `malformed` for what is no encoding of a text. */
function paramsOf(parts: Pattern['parts'], given: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [place, part] of parts.entries()) {
    if ('name' in part) params[part.name] = decoded(given[place] ?? '');
  }
  return params;
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new DomainError('malformed');
  }
}

function allowedBy({ routes }: Pattern): string[] {
  const methods = [...routes.keys()].map((method) => method.toUpperCase());
  return routes.has('get') ? [...methods, 'OPTIONS', 'HEAD'] : [...methods, 'OPTIONS'];
}
