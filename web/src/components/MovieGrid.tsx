import { AspectRatio, SimpleGrid, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';

const COLUMNS = { base: 2, xs: 3, sm: 5 };

export function MovieGrid({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={COLUMNS} spacing="md" verticalSpacing="lg">
      {children}
    </SimpleGrid>
  );
}

export function MovieGridSkeleton({ movies = 5 }: { movies?: number }) {
  return (
    <MovieGrid>
      {Array.from({ length: movies }, (_, index) => (
        <div key={index} aria-hidden>
          <AspectRatio ratio={2 / 3}>
            <Skeleton radius="md" />
          </AspectRatio>
          <Skeleton height={14} mt={10} width="80%" />
          <Skeleton height={10} mt={8} width="50%" />
        </div>
      ))}
    </MovieGrid>
  );
}
