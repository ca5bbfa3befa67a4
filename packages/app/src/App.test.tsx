import { render, waitFor } from '@testing-library/react';

describe('App', () => {
  it('renders the example app', async () => {
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

    await waitFor(() => expect(rendered.baseElement).not.toBeEmptyDOMElement());
    expect(await rendered.findByText('Example shop')).toBeInTheDocument();
  });
});
