"""Questions about involvements and what people said."""
