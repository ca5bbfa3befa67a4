import { render } from '@testing-library/react';

// The whole app is loaded and compiled in here.
const TIMEOUT_MS = 120_000;

describe('App', () => {
  it(
    'renders the example app',
    async () => {
      // The app reads its configuration when it is created, so it has to be in
      // the environment before the module is loaded.
      process.env = {
        NODE_ENV: 'test',
        APP_CONFIG: [
          {
            data: {
              app: { title: 'Example shop', baseUrl: 'http://localhost:3000' },
              backend: { baseUrl: 'http://localhost:7007' },
            },
            context: 'test',
          },
        ] as any,
      };

      const { default: app } = await import('./App');
      const rendered = render(app.createRoot());

      expect(
        await rendered.findByText('Example shop', {}, { timeout: TIMEOUT_MS }),
      ).toBeInTheDocument();
    },
    TIMEOUT_MS,
  );
});
