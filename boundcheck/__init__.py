"""boundcheck"""
