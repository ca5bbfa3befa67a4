import { renderInTestApp } from '@backstage/test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { CatalogField } from './CatalogField';
import type { CatalogOptions } from './catalogSearch';

const stock = { ref: 'component:default/stock', name: 'Stock' };
const stockOfB = { ref: 'component:b/stock', name: 'Stock' };
const basket = { ref: 'component:default/basket', name: 'Basket' };

function Form(props: {
  search(term: string): Promise<CatalogOptions>;
  onChange?(value: string[]): void;
}) {
  const [value, setValue] = useState<string[]>([]);
  return (
    <CatalogField
      id="services"
      label="Services"
      multiple
      required
      emptyMessage="Nothing found"
      value={value}
      search={props.search}
      onChange={chosen => {
        setValue(chosen);
        props.onChange?.(chosen);
      }}
    />
  );
}

const field = () => screen.getByRole('combobox', { name: /Services/ });

describe('CatalogField', () => {
  it('queries the catalog when opened and once after typing', async () => {
    const search = jest.fn(async () => ({ options: [stock], more: false }));
    await renderInTestApp(<Form search={search} />);
    expect(search).not.toHaveBeenCalled();
    await userEvent.click(field());
    await screen.findByRole('option', { name: /Stock/ });
    await userEvent.setup({ delay: null }).keyboard('stock');
    await waitFor(() => expect(search).toHaveBeenLastCalledWith('stock'));
    expect(search.mock.calls).toEqual([[''], ['stock']]);
  });

  it('distinguishes entities of one name and selects several with the keyboard', async () => {
    const onChange = jest.fn();
    const search = async () => ({
      options: [stock, stockOfB, basket],
      more: false,
    });
    await renderInTestApp(<Form search={search} onChange={onChange} />);
    await userEvent.click(field());
    expect(
      await screen.findByRole('option', { name: /component:b\/stock/ }),
    ).toBeInTheDocument();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(onChange).toHaveBeenLastCalledWith([stockOfB.ref]);
    await userEvent.keyboard('{ArrowDown}');
    await screen.findByRole('option', { name: /Basket/ });
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(onChange).toHaveBeenLastCalledWith([stockOfB.ref, basket.ref]);
    await userEvent.keyboard('{Backspace}');
    expect(onChange).toHaveBeenLastCalledWith([stockOfB.ref]);
  });

  it('shows at the end of the options that there are more', async () => {
    const search = async () => ({ options: [stock], more: true });
    await renderInTestApp(<Form search={search} />);
    await userEvent.click(field());
    const note = await screen.findByRole('option', {
      name: 'More results available. Keep typing to narrow the list.',
    });
    expect(note).toHaveAttribute('aria-disabled', 'true');
  });

  it('shows that nothing matches', async () => {
    await renderInTestApp(
      <Form search={async () => ({ options: [], more: false })} />,
    );
    await userEvent.click(field());
    expect(await screen.findByText('Nothing found')).toBeInTheDocument();
    expect(field()).toHaveAttribute('aria-required', 'true');
  });

  it('offers no options of an earlier query', async () => {
    const search = async (term: string) => {
      if (term === '') return { options: [basket], more: true };
      return new Promise<CatalogOptions>(() => {});
    };
    await renderInTestApp(<Form search={search} />);
    await userEvent.click(field());
    await screen.findByRole('option', { name: /Basket/ });
    await userEvent.keyboard('s');
    expect(await screen.findByText(/Searching/)).toBeInTheDocument();
    expect(screen.queryByRole('option')).not.toBeInTheDocument();
  });
});
