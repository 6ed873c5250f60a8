import { createContext, useContext } from 'react';

const PanelTitle = createContext<string | undefined>(undefined);

export const PanelTitleProvider = PanelTitle.Provider;

/** What the framed part of the page around it is called; undefined where it has no title. */
export const usePanelTitle = () => useContext(PanelTitle);
