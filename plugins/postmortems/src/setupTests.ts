import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Machines that build many things at once are slow
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 10_000 });

// jsdom lays nothing out, and charts ask for their size
class ResizeObserverStub {
  observe() {}
  unobserve() {}
  disconnect() {}
}
global.ResizeObserver ??= ResizeObserverStub as typeof ResizeObserver;
