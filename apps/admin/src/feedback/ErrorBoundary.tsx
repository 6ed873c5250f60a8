import { Component, type ReactNode } from 'react';
import { BrokenPage } from './BrokenPage.js';

/** Keeps the menu usable when one page breaks; `resetKey` (the address) starts it afresh. */
export class ErrorBoundary extends Component<
  { children: ReactNode; resetKey: string },
  { broken: boolean; resetKey: string }
> {
  override state = { broken: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  static getDerivedStateFromProps(props: { resetKey: string }, state: { broken: boolean; resetKey: string }) {
    return props.resetKey === state.resetKey ? null : { broken: false, resetKey: props.resetKey };
  }

  override render() {
    return this.state.broken ? <BrokenPage /> : this.props.children;
  }
}
