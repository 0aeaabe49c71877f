import { isIPv4 } from 'node:net';
import type { StoreMode } from '../provision/stamp.js';
import { BadConfiguration } from './config.js';

/**
 * A demo store is never reached from another machine: its identity provider gives anyone any role (decision 26).
 * Throws BadConfiguration with one line.
 */
export function requireLoopback(mode: StoreMode, host: string): void {
  const loopback = host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
  if (mode === 'demo' && !loopback) {
    throw new BadConfiguration(`演示库只能监听本机地址 / a demo store listens on loopback only, not on ${host}`);
  }
}
