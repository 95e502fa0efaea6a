print("obligato")
