import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request } from 'autocannon';
import type { Load, Seen } from './loading.ts';

/**
 * Clients who ask as people do: each in its own time, without regard to the others, so many a second in all. The time of
 * an answer counts from the moment when it was due to be asked for, so that a server that stalls does not hide those who
 * would have come meanwhile. (autocannon's own rates send a second's requests at its beginning.)
 */
export async function askAtAPace(load: Load & { readonly rate: number }): Promise<Seen> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients });
  const times: number[] = [];
  let failed = 0;
  const begin = performance.now();
  const end = begin + load.seconds * 1000;
  const pauses = () => (-Math.log(1 - Math.random()) * load.clients * 1000) / load.rate;

  async function client(number: number): Promise<void> {
    let turn = number * 7;
    for (let due = begin + pauses(); due < end; due += pauses()) {
      await pause(Math.max(0, due - performance.now()));
      const asked = load.requests[turn++ % load.requests.length] as Request;
      if (!(await isAnswered(agent, load.url, asked))) failed += 1;
      times.push(performance.now() - due);
    }
  }

  await Promise.all(Array.from({ length: load.clients }, (_, number) => client(number)));
  agent.destroy();
  times.sort((one, other) => one - other);
  const share = (part: number): number => times[Math.floor(times.length * part)] ?? Number.NaN;
  return {
    requests: times.length,
    seconds: load.seconds,
    failed,
    p50: share(0.5),
    p99: share(0.99),
    longest: times.at(-1) ?? Number.NaN,
  };
}

function isAnswered(agent: Agent, url: string, { path, method, headers, body }: Request): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(`${url}${path}`, { agent, method, headers: { ...headers } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve((answer.statusCode ?? 0) < 300));
    });
    asked.once('error', () => resolve(false));
    asked.end(body);
  });
}
