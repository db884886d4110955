import { Avatar, Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCatalogue } from '../../api/catalogue';

const PAUSE = 200; // shorter than a pause between words, longer than one between letters
const SUGGESTIONS = 8;

/** Looks a movie of the catalogue up by its title and goes to it. */
export function MovieSearch() {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), PAUSE);
  const { data = [], error } = useCatalogue(query, SUGGESTIONS);
  const movies = new Map(data.map((movie) => [movie.id, movie]));
  return (
    <Select
      aria-label="Start from a movie of the catalogue"
      placeholder="Start from a movie …"
      leftSection={<IconSearch size={16} />}
      rightSection={<span />}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => id && void navigate(`/movies/${encodeURIComponent(id)}`)}
      data={data.map(({ id, title, year }) => ({ value: id, label: `${title} (${year})` }))}
      filter={({ options }) => options /* the API has chosen already */}
      nothingFoundMessage={error ? error.message : 'No movie of that title'}
      maxDropdownHeight={420}
      comboboxProps={{ withinPortal: false }}
      w={{ base: '100%', sm: 320 }}
      renderOption={({ option }) => (
        <Group gap="sm" wrap="nowrap">
          <Avatar src={movies.get(option.value)?.posterUrl} radius="sm" size={36} alt="" />
          <div>
            <Text size="sm" lineClamp={1}>
              {option.label}
            </Text>
            <Text size="xs" c="dimmed" lineClamp={1}>
              {movies.get(option.value)?.genres.join(' · ')}
            </Text>
          </div>
        </Group>
      )}
    />
  );
}
