import AddIcon from '@mui/icons-material/Add';
import CheckIcon from '@mui/icons-material/Check';
import UnfoldIcon from '@mui/icons-material/UnfoldMore';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import type { ProjectView } from '../api/types.js';
import { NewProjectDialog } from './NewProjectDialog.js';
import { samePage } from './same-page.js';
import { useProjects } from './useProjects.js';

/** From how many projects on a search field helps more than it costs. */
const SEARCH_FROM = 8;

export function ProjectSwitcher() {
  const translate = useTranslate();
  const { projectId } = useParams();
  const { data: projects = [] } = useProjects();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isCreating, setCreating] = useState(false);
  const current = projects.find(({ id }) => String(id) === projectId);
  return (
    <>
      <Button
        color="inherit"
        onClick={(event) => setAnchor(event.currentTarget)}
        endIcon={<UnfoldIcon sx={{ color: 'text.secondary' }} />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={`${translate('gs.project.switch')}: ${current?.name ?? ''}`}
        data-testid="project-switcher"
        sx={{ maxWidth: '100%', px: 1 }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {current?.name ?? translate('gs.project.switch')}
        </Box>
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <Choices
          projects={projects}
          current={projectId}
          onDone={() => setAnchor(null)}
          onNew={() => {
            setAnchor(null);
            setCreating(true);
          }}
        />
      </Popover>
      {isCreating && <NewProjectDialog onClose={() => setCreating(false)} />}
    </>
  );
}

interface ChoicesProps {
  projects: ProjectView[];
  current?: string;
  onDone(): void;
  onNew(): void;
}

function Choices({ projects, current, onDone, onNew }: ChoicesProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [text, setText] = useState('');
  const found = projects.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const choose = (id: number) => {
    onDone();
    void navigate(samePage(pathname, id));
  };
  return (
    <Box sx={{ width: 296, maxWidth: '90vw' }}>
      {projects.length >= SEARCH_FROM && (
        <Box sx={{ p: 1 }}>
          <TextField
            fullWidth
            autoFocus
            placeholder={translate('gs.project.find')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            slotProps={{ htmlInput: { 'aria-label': translate('gs.project.find') } }}
          />
        </Box>
      )}
      <MenuList
        autoFocusItem={projects.length < SEARCH_FROM}
        aria-label={translate('gs.project.switch')}
        sx={{ maxHeight: 320, overflowY: 'auto' }}
      >
        {found.map((project) => (
          <ProjectItem
            key={project.id}
            project={project}
            isCurrent={String(project.id) === current}
            onChoose={() => choose(project.id)}
          />
        ))}
        {found.length === 0 && (
          <Typography color="text.secondary" sx={{ px: 2, py: 1 }}>
            {translate('gs.project.none')}
          </Typography>
        )}
      </MenuList>
      <Divider />
      <MenuList aria-label={translate('gs.project.new')}>
        <MenuItem onClick={onNew}>
          <ListItemIcon>
            <AddIcon fontSize="small" />
          </ListItemIcon>
          {translate('gs.project.new')}
        </MenuItem>
      </MenuList>
    </Box>
  );
}

function ProjectItem({
  project,
  isCurrent,
  onChoose,
}: {
  project: ProjectView;
  isCurrent: boolean;
  onChoose(): void;
}) {
  const translate = useTranslate();
  return (
    <MenuItem selected={isCurrent} onClick={onChoose}>
      <ListItemText
        primary={project.name}
        secondary={`${project.timeZone}${project.demo ? ` · ${translate('gs.project.demo')}` : ''}`}
        slotProps={{
          primary: { variant: 'body2', noWrap: true, sx: { fontWeight: 500 } },
          secondary: { variant: 'caption', noWrap: true },
        }}
      />
      {isCurrent && <CheckIcon fontSize="small" color="primary" />}
    </MenuItem>
  );
}
