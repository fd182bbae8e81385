import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import React, { useEffect, useRef, useState } from 'react';
import { LOCALES, usePanel } from './use-panel.js';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

interface DayChartProps {
  kind: 'line' | 'bar';
  labels: readonly string[];
  values: readonly number[];
  /** How a value is written. */
  format: (value: number) => string;
  /** Of the values; what the axis is marked with. */
  unit?: number;
}

/** Counts up when the page turns light or dark: a canvas does not follow the style sheets by itself. */
function useTheme(): number {
  const [turns, setTurns] = useState(0);
  useEffect(() => {
    const turn = (): void => setTurns((count) => count + 1);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(turn);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] });
    dark.addEventListener('change', turn);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', turn);
    };
  }, []);
  return turns;
}

/** What a custom property stands for on the page as it is: a canvas knows neither these nor light and dark. */
function colorOf(canvas: HTMLCanvasElement, property: string): string {
  canvas.style.color = `var(${property})`;
  const { color } = getComputedStyle(canvas);
  canvas.style.removeProperty('color');
  return color;
}

/** A curve or bars. What they show must stand in words and numbers beside them: this is for the eyes alone. */
export function DayChart({ kind, labels, values, format, unit = 1 }: DayChartProps) {
  const { language } = usePanel();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    if (!canvas.current) return;
    const [ink, line] = [colorOf(canvas.current, '--studio-chart-1'), colorOf(canvas.current, '--studio-chart-grid')];
    const ticks = { color: colorOf(canvas.current, '--studio-muted') };
    const chart = new Chart(canvas.current, {
      type: kind,
      data: {
        labels: [...labels],
        datasets: [
          {
            data: values.map((value) => value / unit),
            borderColor: ink,
            backgroundColor: kind === 'bar' ? ink : colorOf(canvas.current, '--studio-green-soft'),
            borderRadius: 3,
            borderWidth: kind === 'bar' ? 0 : 2,
            pointRadius: values.length === 1 ? 3 : 0,
            fill: kind === 'line',
            tension: 0.2,
          },
        ],
      },
      options: {
        animation: false,
        locale: LOCALES[language],
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        plugins: { tooltip: { callbacks: { label: ({ dataIndex }) => format(values[dataIndex] ?? 0) } } },
        scales: {
          x: { grid: { display: false }, ticks: { ...ticks, maxTicksLimit: 5, maxRotation: 0 } },
          y: { beginAtZero: true, grid: { color: line }, ticks: { ...ticks, precision: 0, maxTicksLimit: 5 } },
        },
      },
    });
    return () => chart.destroy();
  }, [language, theme, kind, labels.join(), values.join()]);
  return (
    <div className="figures-canvas" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}
