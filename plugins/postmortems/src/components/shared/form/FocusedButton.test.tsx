import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { FocusedButton } from './FocusedButton';

function Exchange() {
  const [pressed, setPressed] = useState(false);
  return pressed ? (
    <FocusedButton>Second</FocusedButton>
  ) : (
    <button onClick={() => setPressed(true)}>First</button>
  );
}

describe('FocusedButton', () => {
  it('has a visible focus after keyboard input', () => {
    const matches = Element.prototype.matches;
    // jsdom knows no keyboard focus
    jest
      .spyOn(Element.prototype, 'matches')
      .mockImplementation(function of(this: Element, selector) {
        return selector === ':focus-visible' || matches.call(this, selector);
      });
    render(<Exchange />);
    fireEvent.click(screen.getByRole('button', { name: 'First' }));
    const second = screen.getByRole('button', { name: 'Second' });
    expect(second).toHaveFocus();
    expect(second).toHaveClass('Mui-focusVisible');
    expect(
      second.querySelector('.MuiTouchRipple-ripplePulsate'),
    ).not.toBeNull();
    jest.restoreAllMocks();
  });
});
